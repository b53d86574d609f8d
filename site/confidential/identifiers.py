"""The identifier screen: what in a text may point to a person, marked kindly before anybody else reads it.

It finds patterns, not meaning: rare events, unusual combinations and names without a title pass it, and the page
says so. Only an NHS number with a right check digit and an explicit date of birth block; all else is a question to
the writer. Findings hold positions and never the words; nothing here logs anything.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from confidential.services import PrivateText


class Kind(models.TextChoices):
    """What a passage looks like, in the words that the writer sees."""

    NHS_NUMBER = "nhs_number", _("an NHS number")
    BIRTH_DATE = "birth_date", _("a date of birth")
    EMAIL = "email", _("an e-mail address")
    GMC_NUMBER = "gmc_number", _("a GMC number")
    HOSPITAL_NUMBER = "hospital_number", _("a hospital number")
    PHONE = "phone", _("a phone number")
    POSTCODE = "postcode", _("a postcode")
    NAME = "name", _("somebody's name")
    DATE = "date", _("an exact date")
    AGE = "age", _("an exact age")
    PLACE = "place", _("a ward or bed")


ADVICE: Mapping[Kind, str | Promise] = {
    Kind.NHS_NUMBER: _("This points to one patient, so it cannot be shared. Take it out."),
    Kind.BIRTH_DATE: _("This points to one person, so it cannot be shared. Take it out, or write “in their 40s”."),
    Kind.EMAIL: _("Leave the address out. The log does not need to say how to reach somebody."),
    Kind.GMC_NUMBER: _("This points to one doctor. Leave it out."),
    Kind.HOSPITAL_NUMBER: _("This points to one patient. Leave it out."),
    Kind.PHONE: _("Leave the number out, unless it is a public helpline."),
    Kind.POSTCODE: _("Leave it out, or name the area more widely."),
    Kind.NAME: _("Write “a member”, “a consultant”, or a letter such as “Dr X”."),
    Kind.DATE: _("Write “last week” or “in the spring”. An exact date can be looked up."),
    Kind.AGE: _("Write “in their 40s”."),
    Kind.PLACE: _("Write “the ward”."),
}
BLOCKING = frozenset({Kind.NHS_NUMBER, Kind.BIRTH_DATE})


@dataclass(frozen=True)
class Finding:
    """The passage text[start:end] looks like `kind`. `blocks`: it cannot be kept as it is."""

    kind: Kind
    start: int
    end: int
    advice: str | Promise
    blocks: bool


@dataclass(frozen=True)
class Segment:
    """A stretch of the text, in order; `finding` is None for what is not marked."""

    text: PrivateText
    finding: Finding | None = None


@dataclass(frozen=True)
class Screened:
    """One part of a text with something to look at."""

    key: str
    label: str | Promise
    segments: list[Segment]

    @property
    def findings(self) -> list[Finding]:
        return [segment.finding for segment in self.segments if segment.finding]

    @property
    def blocks(self) -> bool:
        return any(finding.blocks for finding in self.findings)


Check = Callable[["re.Match[str]"], bool]


def _always(found: "re.Match[str]") -> bool:
    return True


def digits_of(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)


def is_nhs_number(number: str) -> bool:
    """Ten digits whose last is the modulus-11 check of the nine before it; ten times the same digit is nobody's."""
    digits = [int(digit) for digit in digits_of(number)]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    check = -sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits[:9], strict=True)) % 11
    return check == digits[9]


def _is_calendar_date(found: "re.Match[str]") -> bool:
    return 1 <= int(found["day"]) <= 31 and 1 <= int(found["month"]) <= 12


# After a title: words that are posts or places, not people.
NOT_NAMES = frozenset({
    "adviser", "advisor", "assistant", "associate", "consultant", "educator", "lead", "line", "management", "manager",
    "practitioner", "specialist", "team", "trainee", "training",
})


def _is_name(found: "re.Match[str]") -> bool:
    name = found["name"]
    return name[0].isupper() and not name.isupper() and name.lower() not in NOT_NAMES


def _is_an_age(found: "re.Match[str]") -> bool:
    return 0 < int(found["years"]) <= 120


@dataclass(frozen=True)
class _Rule:
    kind: Kind
    pattern: "re.Pattern[str]"
    check: Check = _always


MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
DAY_FIRST = rf"\d{{1,2}}(?:st|nd|rd|th)?[-/. ](?:\d{{1,2}}|{MONTH})[-/. ,]{{1,2}}\d{{2,4}}"
SOME_DATE = rf"(?:{DAY_FIRST}|\d{{4}}-\d{{2}}-\d{{2}})\b"
LETTER = r"[^\W\d_]"
APOSTROPHE_OR_HYPHEN = "['\N{RIGHT SINGLE QUOTATION MARK}-]"
TITLE = r"\b(?:Dr|Mr|Mrs|Ms|Miss|Mx|Prof|Professor|Sister|Nurse)\b\.? "
SLEEP = r"(?![.:]\d| ?(?:hours?|hrs|minutes?|nights?|times?|am|pm)\b)"


def _rules() -> Iterator[_Rule]:
    """In order of weight: where two passages overlap, the earlier rule has it."""
    any_case = re.IGNORECASE
    yield _Rule(
        Kind.NHS_NUMBER, re.compile(r"(?<![\d+])\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)"), lambda found: is_nhs_number(found[0])
    )
    yield _Rule(
        Kind.BIRTH_DATE,
        re.compile(rf"\b(?:d\.?o\.?b\b\.?|date of birth|born(?: on)?)(?: is| was)?[: ]*{SOME_DATE}", any_case),
    )
    yield _Rule(Kind.EMAIL, re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"))
    yield _Rule(Kind.GMC_NUMBER, re.compile(r"\bGMC(?: (?:no|number|ref|reference)\b\.?)?:? ?\d{7}\b", any_case))
    yield _Rule(
        Kind.HOSPITAL_NUMBER,
        re.compile(r"\b(?:MRN|(?:hosp(?:ital)?|unit)(?: (?:no|number))?)\.?:? ?[A-Z]{0,3}\d{5,9}\b", any_case),
    )
    yield _Rule(Kind.PHONE, re.compile(r"(?<![\d+])(?:\+44 ?(?:\(0\))?|\(?0)(?:[ -]?\)?[ -]?\d){9,10}(?!\d)"))
    yield _Rule(
        Kind.POSTCODE,
        re.compile(r"\b(?:GIR ?0AA|[A-PR-UWYZ][A-HK-Y]?\d(?:\d|[A-HJKMNPR-Y])? ?\d[ABD-HJLNP-UW-Z]{2})\b"),
    )
    yield _Rule(
        Kind.NAME,
        re.compile(rf"{TITLE}(?P<name>{LETTER}(?:{APOSTROPHE_OR_HYPHEN}?{LETTER}){{2,}})(?: [A-Z][a-z]+\b)?"),
        _is_name,
    )
    yield _Rule(
        Kind.DATE,
        re.compile(
            r"(?<![\d./-])(?P<day>\d{1,2})(?P<between>[./-])(?P<month>\d{1,2})(?P=between)(?:19|20)?\d{2}(?![./-]?\d)"
        ),
        _is_calendar_date,
    )
    for age in (r"\b(?P<years>\d{1,3})[- ]?(?:year|yr)s?[- ]old\b", r"\baged (?P<years>\d{1,3})\b"):
        yield _Rule(Kind.AGE, re.compile(age, any_case), _is_an_age)
    # "In bed 10 hours" and "bed 11.30" are about sleep.
    yield _Rule(Kind.PLACE, re.compile(rf"\b(?:bed|bay|ward) ?[A-Z]?\d{{1,2}}[A-Z]?\b{SLEEP}", any_case))


RULES = tuple(_rules())


def find_identifiers(text: str, known_numbers: Iterable[str] = ()) -> list[Finding]:
    """What may identify somebody, in order and without overlaps. `known_numbers` are public helplines, let through."""
    public = list(_helplines(text, known_numbers))
    found: list[Finding] = []
    for rule in RULES:
        for match in rule.pattern.finditer(text):
            start, end = match.span()
            free = all(end <= other.start or other.end <= start for other in found)
            if free and rule.check(match) and not any(first <= start and end <= last for first, last in public):
                found.append(Finding(rule.kind, start, end, ADVICE[rule.kind], rule.kind in BLOCKING))
    return sorted(found, key=lambda finding: finding.start)


def _helplines(text: str, known_numbers: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where a known number stands, however its digits are grouped, with or without +44."""
    for number in known_numbers:
        digits = re.sub(r"^0?044|^44(?=\d{9,10}$)", "0", digits_of(number))
        if not digits:
            continue
        first, rest = digits[0], digits[1:]
        start = r"(?:\+44 ?(?:\(0\))?|\(?0)" if first == "0" else first
        pattern = rf"(?<!\d){start}" + "".join(rf"[ -]?\)?[ -]?{digit}" for digit in rest) + r"(?!\d)"
        for match in re.finditer(pattern, text):
            yield match.span()


def segments(text: str, findings: Iterable[Finding]) -> list[Segment]:
    """The whole text, cut at the findings: joined again, the segments are the text."""
    cut: list[Segment] = []
    at = 0
    for finding in findings:
        if finding.start > at:
            cut.append(Segment(PrivateText(text[at : finding.start])))
        cut.append(Segment(PrivateText(text[finding.start : finding.end]), finding))
        at = finding.end
    if at < len(text):
        cut.append(Segment(PrivateText(text[at:])))
    return cut


def screen(
    parts: Mapping[str, str], labels: Mapping[str, str | Promise], known_numbers: Iterable[str] = ()
) -> list[Screened]:
    """The parts in which something was found, in the order of `labels`: for confidential/identifier_findings.html."""
    numbers = list(known_numbers)
    found = ((key, find_identifiers(parts[key], numbers)) for key in {**labels, **parts} if key in parts)
    return [
        Screened(key, labels.get(key, key), segments(parts[key], findings)) for key, findings in found if findings
    ]
