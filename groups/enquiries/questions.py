"""Which questions an intent asks, in which order, and how an answer reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from groups.enquiries.words import AskedForTime, Colleagues, Company, Experience, Intent, Times


@dataclass(frozen=True)
class Question:
    """`asks` is what the page asks; `called` what the answer is called where all stand together."""

    key: str
    asks: Any
    called: Any
    choices: type[TextChoices] | None = None

    def in_words(self, given: Any) -> str:
        if self.choices is None:
            return str(given)
        chosen = given if isinstance(given, list) else [given]
        return ", ".join(str(self.choices(key).label) for key in chosen if key in self.choices.values)


PROGRAMME = Question("programme", _("Which programme do you want to ask?"), _("Programme"))
QUESTIONS: dict[str, Question] = {
    question.key: question
    for question in (
        PROGRAMME,
        Question("times", _("Which times suit you?"), _("Times"), Times),
        Question("company", _("Who would you rather share a group with?"), _("Group with"), Company),
        Question("colleagues", _("How many colleagues would join?"), _("Colleagues who would join"), Colleagues),
        Question(
            "asked", _("Have you asked your training programme director for time?"), _("Asked for time"), AskedForTime
        ),
        Question("specialty", _("What is your specialty?"), _("Specialty")),
        Question(
            "experience",
            _("Have you been in a reflective or Balint group before?"),
            _("In such a group before"),
            Experience,
        ),
        Question("practical", _("Is there anything practical that we should know?"), _("Practical")),
        Question("first_name", _("What is your first name?"), _("First name")),
        Question("email", _("Which email address may we write to?"), _("Email address")),
    )
}
CONTACT = ("first_name", "email")
# The intent itself is the first answer: with these there are five to seven.
ASKED_BY: Mapping[str, tuple[str, ...]] = {
    Intent.JOIN: ("programme", "times", "company", "practical", *CONTACT),
    Intent.PROPOSE: ("programme", "colleagues", "times", "asked", *CONTACT),
    Intent.FACILITATE: ("programme", "specialty", "experience", "practical", *CONTACT),
}
# What is not a column of its own is sealed.
IN_COLUMNS = frozenset({"programme", "times", "company"})


def steps_of(intent: str, programmes: int) -> Sequence[str]:
    """Where there is one programme, nobody is asked which."""
    asked = ASKED_BY[intent]
    return asked if programmes > 1 else [key for key in asked if key != PROGRAMME.key]
