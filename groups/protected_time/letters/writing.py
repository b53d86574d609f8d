"""A letter from the editors' template and what is asked: as paragraphs, as text, as a paper. It is never sent by us."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.template.defaultfilters import date as in_words
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Site

from foundation.days import local_day
from foundation.drawing import drawn_by_a_child
from foundation.suppression import rules
from groups.models import PeerGroup
from groups.protected_time.letters.evidence import EVIDENCE
from groups.protected_time.letters.models import LetterTemplate
from groups.protected_time.letters.placeholders import ALONE, filled, paragraphs_of
from groups.protected_time.models import Form
from groups.protected_time.queries import Figure, figures_of, works_in
from groups.protected_time.services import TimeFact
from people.models import Programme, User

SHEET, PAPER = "groups/protected_time/letters/paper.css", "groups/protected_time/letters/paper.html"


@dataclass(frozen=True)
class Part:
    """A paragraph, or the points of a list."""

    text: str = ""
    points: Sequence[str] = ()

    @property
    def as_text(self) -> str:
        return "\n".join(f"- {point}" for point in self.points) or self.text


@dataclass(frozen=True)
class Letter:
    subject: str
    parts: list[Part]
    day: date

    @property
    def as_text(self) -> str:
        blocks = [self.subject, *(part.as_text for part in self.parts)]
        return "\n\n".join(blocks) + "\n"


def letter_of(programme: Programme, group: PeerGroup | None, said: TimeFact, by: User, now: datetime) -> Letter:
    """What the coordinator `by` asks for, in the editors' words, with the programme's figures of now."""
    template = _template()
    lists = {
        "asked": list(_asked(group, said)),
        "evidence": [f"{point.says} ({point.source})" for point in EVIDENCE],
        "figures": list(_figures(programme, said, now)),
    }
    day = local_day(now, programme.zone)
    values = {
        "date": _day(day),
        "to": said.director.full_name if said.director else said.with_whom,
        "programme": programme.name,
        "organisation": programme.organisation,
        "doctors": programme.participants_called,
        "from": by.full_name,
    }
    parts = [_part(paragraph, values, lists) for paragraph in paragraphs_of(template.body)]
    return Letter(filled(template.subject, values), parts, day)


def _part(paragraph: str, values: dict[str, str], lists: dict[str, list[str]]) -> Part:
    name = paragraph.strip("{}")
    if name in ALONE:
        return Part(points=lists[name])
    return Part(filled(" ".join(paragraph.split()), values))


def _template() -> LetterTemplate:
    site = Site.objects.filter(is_default_site=True).first()
    return LetterTemplate.for_site(site) if site else LetterTemplate()


def _asked(group: PeerGroup | None, said: TimeFact) -> Iterable[str]:
    # A director is told no group's name.
    yield _("Time within working hours for one group.") if group else _("Time within working hours for all our groups.")
    yield _("How: %(how)s.") % {"how": Form(said.form).label}
    if said.slot:
        yield _("When: %(when)s.") % {"when": said.slot}
    if said.ends_on:
        yield _("From %(first)s to %(last)s.") % {"first": _day(said.starts_on), "last": _day(said.ends_on)}
    if said.covered_by:
        yield _("Who would cover the work: %(who)s.") % {"who": said.covered_by}


def _figures(programme: Programme, said: TimeFact, now: datetime) -> Iterable[str]:
    """Those of the director's own page. None for who also works there: they would know the people behind them."""
    if said.director and works_in(said.director, programme, now):
        return [_("You also facilitate or supervise in this programme, so this letter has no numbers.")]
    shown = figures_of(programme, rules(), now)
    return _lines(shown[-1]) if shown else [_("There are too few groups or sessions yet to show numbers.")]


def _lines(figure: Figure) -> Iterable[str]:
    span = {"first": in_words(figure.span.first.first_day, "F Y"), "last": in_words(figure.span.last.last_month, "F Y")}
    yield _("%(first)s to %(last)s, rounded to the nearest %(step)s:") % {**span, "step": rules().round_to}
    for words, count in (
        (_("sessions held: %(count)s"), figure.held),
        (_("of these, in time agreed for that day: %(count)s"), figure.protected),
        (_("of these, on a weekday between 8:00 and 18:00, without: %(count)s"), figure.daytime),
        (_("of these, in the evening or at a weekend: %(count)s"), figure.evening_or_weekend),
        (_("cancelled because of the rota or the service: %(count)s"), figure.not_released),
    ):
        yield words % {"count": _("too few to say") if count is None else count}


def _day(day: date) -> str:
    return in_words(day, "j F Y")


def draw(letter: Letter) -> bytes | None:
    """None where the machine had no time for it."""
    context: dict[str, Any] = {"letter": letter, "language": get_language()}
    return drawn_by_a_child(render_to_string(PAPER, context), sheet=SHEET)
