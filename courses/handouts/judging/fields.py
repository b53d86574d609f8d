"""Field instructions of a Word document: what it works out when it is opened, as a page number, or a program's answer.

An instruction may be cut into any number of runs, and fields stand in fields.
"""

import re
from dataclasses import dataclass, field

from courses.handouts.judging import parts
from courses.handouts.judging.faults import Unfit
from courses.handouts.judging.links import may_be_followed

WORDS = re.compile(r'"[^"]*"?|[^\s"]+')
SWITCH = re.compile(r"\\[A-Za-z*@#]")
# Of a link: those switches that are followed by words of their own.
WITH_WORDS = {"\\l", "\\o", "\\t", "\\*"}
MOST_DEEP, MOST_LONG = 50, 10_000


@dataclass
class Field:
    said: list[str] = field(default_factory=list)
    # Its instruction has been judged: what is said from here on is judged by itself, and may be nothing.
    settled: bool = False

    def settle(self) -> None:
        instruction = "".join(self.said)
        if instruction.strip() or not self.settled:
            check(instruction)
        self.said, self.settled = [], True


class Fields:
    def __init__(self) -> None:
        # Those that are open, the innermost last. The outermost is the text between fields.
        self.open = [Field(settled=True)]

    def mark(self, kind: str) -> None:
        if kind == "begin":
            self.open.append(Field())
            if len(self.open) > MOST_DEEP:
                raise Unfit("field")
        elif kind == "separate":
            self.open[-1].settle()
        elif kind == "end":
            self.close()

    def said(self, text: str) -> None:
        self.open[-1].said.append(text)

    def close(self) -> None:
        self.open[-1].settle()
        if len(self.open) > 1:
            self.open.pop()

    def finish(self) -> None:
        for _field in list(self.open):
            self.close()


def check(instruction: str) -> None:
    """Raise Unfit for an instruction that is not one of those allowed."""
    words = WORDS.findall(instruction[:MOST_LONG])
    name = words[0].upper() if words else ""
    if name not in parts.FIELDS or len(instruction) > MOST_LONG:
        raise Unfit("field", instruction.strip())
    if name == "HYPERLINK":
        check_link(words[1:])


def check_link(words: list[str]) -> None:
    belongs_to_switch = False
    for word in words:
        switch = bool(SWITCH.fullmatch(word))
        if not (switch or belongs_to_switch or may_be_followed(word.strip('"'))):
            raise Unfit("link", word)
        belongs_to_switch = switch and word.lower() in WITH_WORDS
