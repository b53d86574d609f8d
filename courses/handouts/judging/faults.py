"""Why a file is not taken, as a word that the site has a sentence for, and what exactly it was found in."""

MOST_DETAIL = 60


class Unfit(Exception):
    """`fault` is one of FAULTS in `courses.handouts.verdicts`; `detail` names the part, short and printable."""

    def __init__(self, fault: str, detail: str = "") -> None:
        super().__init__(fault)
        self.fault = fault
        self.detail = "".join(letter for letter in detail[:MOST_DETAIL] if letter.isprintable())
