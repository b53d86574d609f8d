"""What can be told by its spelling: numbers, addresses, dates, ages, wards and names with a title.

Each pattern reads a text in time that grows with its length alone: repeats are bounded, or possessive (`++`) and
followed by what they cannot contain. All of them look at a folded text: one kind of space, dash, digit and apostrophe.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from confidential.screening import lists
from confidential.screening.kinds import Kind, Passage

Match = re.Match[str]
Check = Callable[[Match], bool]


FIGURE, NO_FIGURES = re.compile(r"[0-9]"), re.compile(r"[^0-9]+")


def _always(_found: Match) -> bool:
    return True


class Hay:
    """What all rules ask of a text before they read it."""

    def __init__(self, text: str) -> None:
        self.small = text.lower()
        self.has_figures = FIGURE.search(text) is not None


@dataclass(frozen=True)
class Rule:
    """`hints`: in small letters, one of these is in whatever the pattern finds. Looking for them first is cheap."""

    kind: Kind
    pattern: re.Pattern[str]
    check: Check = _always
    hints: tuple[str, ...] = ()
    # Most of what identifies has a figure in it, and most texts have none.
    in_figures: bool = True

    def may_be_in(self, hay: Hay) -> bool:
        return (hay.has_figures or not self.in_figures) and (
            not self.hints or any(hint in hay.small for hint in self.hints)
        )

    def passages(self, text: str) -> Iterator[Passage]:
        for found in self.pattern.finditer(text):
            if self.check(found):
                yield Passage(self.kind, *found.span())


def digits_of(text: str) -> str:
    return NO_FIGURES.sub("", text)


def is_nhs_number(number: str) -> bool:
    """Ten digits whose last is the modulus-11 check of the nine before it; ten times the same digit is nobody's."""
    digits = [int(digit) for digit in digits_of(number)]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    check = -sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits[:9], strict=True)) % 11
    return check == digits[9]


# Between the figures of one number.
GAP = r"[ ()_./,-]{0,3}+"
LABEL_END = r"[ .:#=-]{0,3}+"
MONTH = (
    r"(?:jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
FIGURE_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?: ?(?:st|nd|rd|th)\b)?"
TENTH = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
WORD_DAY = rf"(?:(?:(?:twenty|thirty)[ -])?{TENTH}|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth)"  # noqa: E501
SEPARATOR = r"[ ./,_-]{1,3}+"
SOME_YEAR = r"'?(?:(?:19|20)\d\d|\d\d)(?!\d)"
DAY_AND_MONTH = rf"(?<![\d.]){FIGURE_DAY}(?: of)?[ ./,_-]{{0,3}}+{MONTH}"
MONTH_AND_DAY = rf"\b{MONTH}[ ./,_-]{{1,3}}+(?:the )?{FIGURE_DAY}(?![\d:]|[.]\d)"
IN_FIGURES = rf"(?<![\d./-])\d{{1,2}}(?:{SEPARATOR})\d{{1,2}}(?:{SEPARATOR}){SOME_YEAR}"
YEAR_FIRST = r"(?<!\d)(?:19|20)\d\d ?[-/. ] ?\d{1,2} ?[-/. ] ?\d{1,2}(?!\d)"
AND_YEAR = rf"[ ./,_-]{{1,3}}+{SOME_YEAR}"
BORN = (
    r"\b(?:d[. ]?o[. ]?b\b\.?|date of birth|birth ?date|birthday|born\b(?: on)?(?: the)?)(?: is| was)?[ :=.()-]{0,4}+"
)
BIRTH_DAY = (
    rf"(?:{DAY_AND_MONTH}{AND_YEAR}|{MONTH_AND_DAY}{AND_YEAR}|{IN_FIGURES}|{YEAR_FIRST}|(?:\d{{8}}|\d{{6}})(?!\d))"
)


def _is_calendar_date(found: Match) -> bool:
    first, second = int(found["day"]), int(found["month"])
    return 1 <= min(first, second) <= 12 and 1 <= max(first, second) <= 31


def _is_exact_in_month(found: Match) -> bool:
    """ "12 mar" and "4 may" are an article's words as often as a month: in small letters only a full month counts."""
    month = found["month"]
    return month[0].isupper() or (len(month.rstrip(".")) > 4 and month not in ("march",))


def _is_an_age(found: Match) -> bool:
    return 0 < int(found["years"]) <= 120


def _is_a_phone(found: Match) -> bool:
    return len(digits_of(found[0])) in (10, 11)


def _is_a_postcode(found: Match) -> bool:
    """In one case: "CT1 2nd year" is none, and in small letters no ordinal is."""
    letters = "".join(character for character in found[0] if character.isalpha())
    ordinal = found[0][-2:] in ("st", "nd", "rd", "th")
    return letters.isupper() or (letters.islower() and not ordinal)


def _is_name(found: Match) -> bool:
    title, name = found["title"], found["name"]
    if name.lower() in lists.NOT_NAMES or len(name) < 2:
        return False
    if name.isupper():
        return title.isupper() and len(name) > 3
    in_small_letters = title in SMALL_TITLES and name not in lists.NEXT_WORDS and len(name) > 2
    return name[0].isupper() or in_small_letters


def _is_nhs_number(found: Match) -> bool:
    return is_nhs_number(found[0])


SMALL_TITLES = frozenset({"dr", "mr", "mrs", "prof"})
TITLE = r"\b(?P<title>Dr|Mr|Mrs|Ms|Miss|Mx|Prof|Professor|Doctor|Sister|Nurse|Sir|Dame|Lady|Lord|Rev|DR|MR|MRS|MS|PROF|dr|mr|mrs|prof)\b[. ]{1,2}"  # noqa: E501
LETTER = r"[^\W\d_]"
SLEEP = r"(?![.:]\d| ?(?:hours?|hrs|minutes?|nights?|times?|am|pm)\b)"


TITLE_HINTS = ("dr", "mr", "ms", "mis", "mx", "prof", "doc", "sister", "nurse", "sir", "dame", "lady", "lord", "rev")
MONTH_HINTS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
OF_MONTH = rf"(?: of)?[ ./,_-]{{0,3}}+(?P<month>{MONTH})(?:{AND_YEAR})?"
HOSPITAL_NUMBER = (
    rf"\b(?:MRN|(?:hosp(?:ital)?|unit|patient|case)(?: (?:no|number|id))?)\b{LABEL_END}[A-Z]{{0,3}}\d{{5,9}}\b"
    r"|\b(?:MRN|(?:hosp(?:ital)?|unit|patient) (?:no|number|id))\b"
    rf"{LABEL_END}[A-Z]{{0,3}}[ -]?\d(?:[ -]?+\d){{4,8}}(?!\d)"
)
PHONE = (
    r"(?<![\d+])(?:(?:\+|00)44[ ()-]{0,3}+0?|\(?0)(?:[ ()-]{0,3}+\d){9,10}(?!\d)"
    r"|(?<!\d)\+(?!44)[1-9](?:[ ()-]{0,3}+\d){7,13}(?!\d)"
)
POSTCODE = r"\b(?:GIR ?0AA|[A-PR-UWYZ][A-HK-Y]?\d(?:\d|[A-HJKMNPR-Y])?[ -]?\d[ABD-HJLNP-UW-Z]{2})\b"
DATE_IN_FIGURES = (
    r"(?<![\d./-])(?P<day>\d{1,2}) ?(?P<between>[./-]) ?(?P<month>\d{1,2}) ?(?P=between) ?"
    r"(?:19|20)?\d{2}(?![./-]?\d)"
)
# "On the 14th", and not "on the 2nd floor".
NTH = (
    r"\b(?:on|since|until|till|by|before|after|from) the (?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th)\b"
    r"(?! (?:floor|ward|time|year|line|page|slide|day|night|week|session|meeting|attempt|try|go|shift|one)\b)"
)
AGES = {
    r"\b(?P<years>\d{1,3})[- ]{0,2}(?:years?|yrs?)[- ]{0,2}old\b": ("old",),
    r"\b(?P<years>\d{1,3}) ?(?:yo|y/o|y\.o\.?)(?!\w)": ("yo", "y/o", "y.o"),
    r"\bage[d:]? ?(?P<years>\d{1,3})\b(?! ?(?:months?|weeks?|days?)\b)": ("age",),
}


def _of_numbers() -> Iterator[Rule]:
    any_case = re.IGNORECASE
    grouped = rf"(?<![\d+])\d{{3}}{GAP}\d{{3}}{GAP}\d{{4}}(?!\d)"
    # From the first of such a row alone: a longer row is none, and is not tried again from each of its figures.
    one_by_one = r"(?<![\d+])(?<!\d[ ._/-])\d(?:[ ._/-]{1,3}+\d){9}(?![ ._/-]?\d)"
    labelled = rf"\bNHS\b(?: (?:no|num|number|ref|id)\b)?{LABEL_END}\d(?:{GAP}\d){{9}}(?!\d)"
    for pattern in (grouped, one_by_one):
        yield Rule(Kind.NHS_NUMBER, re.compile(pattern), _is_nhs_number)
    yield Rule(Kind.NHS_NUMBER, re.compile(labelled, any_case), _is_nhs_number, ("nhs",))
    yield Rule(Kind.BIRTH_DATE, re.compile(BORN + BIRTH_DAY, any_case), hints=("d", "born", "birth"))
    # A run of such characters is tried from its beginning alone, and never given back.
    yield Rule(
        Kind.EMAIL, re.compile(r"(?<![\w.+-])[\w.+-]++ ?@ ?[\w-]++(?:\.[\w-]++)++"), hints=("@",), in_figures=False
    )
    gmc = rf"\bGMC\b(?: (?:no|number|ref|reference)\b\.?)?{LABEL_END}\d(?:[ -]?+\d){{6}}(?!\d)"
    yield Rule(Kind.GMC_NUMBER, re.compile(gmc, any_case), hints=("gmc",))
    labels = ("mrn", "hosp", "unit", "patient", "case")
    yield Rule(Kind.HOSPITAL_NUMBER, re.compile(HOSPITAL_NUMBER, any_case), hints=labels)
    yield Rule(Kind.PHONE, re.compile(PHONE))
    yield Rule(Kind.PHONE, re.compile(r"(?<![\d+])0\d{2,4}(?:[./_]\d{3,6}){1,2}(?!\d)"), _is_a_phone)
    yield Rule(Kind.POSTCODE, re.compile(POSTCODE, any_case), _is_a_postcode)


def _of_people() -> Iterator[Rule]:
    any_case = re.IGNORECASE
    name = rf"{TITLE}(?P<name>{LETTER}(?:['-]?{LETTER})++)(?: [A-Z][a-z]+\b)?"
    yield Rule(Kind.NAME, re.compile(name), _is_name, TITLE_HINTS, in_figures=False)
    yield Rule(Kind.DATE, re.compile(DATE_IN_FIGURES), _is_calendar_date)
    yield Rule(Kind.DATE, re.compile(YEAR_FIRST))
    figure_first = rf"(?<![\d.]){FIGURE_DAY}{OF_MONTH}"
    word_first = rf"\b{WORD_DAY}{OF_MONTH}"
    month_first = (
        rf"\b(?P<month>{MONTH})[ ./,_-]{{1,3}}+(?:the )?(?:{FIGURE_DAY}|{WORD_DAY}\b)(?![\d:]|[.]\d)(?:{AND_YEAR})?"
    )
    for pattern, in_figures in ((figure_first, True), (word_first, False), (month_first, False)):
        yield Rule(Kind.DATE, re.compile(pattern, any_case), _is_exact_in_month, MONTH_HINTS, in_figures)
    yield Rule(Kind.DATE, re.compile(NTH, any_case), hints=("the ",))
    for age, hints in AGES.items():
        yield Rule(Kind.AGE, re.compile(age, any_case), _is_an_age, hints)
    ward = rf"\b(?:bed|bay|ward)[ -]?(?:no\.? ?|number )?[A-Z]?\d{{1,2}}[A-Z]?\b{SLEEP}"
    yield Rule(Kind.PLACE, re.compile(ward, any_case), hints=("bed", "bay", "ward"))


# In order of weight: where two passages overlap, the earlier rule has it.
RULES = (*_of_numbers(), *_of_people())


def passages(text: str) -> Iterator[Passage]:
    hay = Hay(text)
    for rule in RULES:
        if rule.may_be_in(hay):
            yield from rule.passages(text)
