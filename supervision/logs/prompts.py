"""What a log asks. Every answer is optional; one is enough to share. The keys are the parts of the sealed text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from confidential.services import Parts, PrivateText


class Audience(Enum):
    """Who reads the answer to a prompt once the log is shared."""

    READER = "reader"
    # Only if the owner ticks it at sharing.
    IF_TICKED = "if_ticked"
    OWNER = "owner"


@dataclass(frozen=True)
class Prompt:
    """`open` prompts stand on the page; the others are folded. `short` heads the answer where it is read."""

    key: str
    label: str | Promise
    help: str | Promise
    short: str | Promise
    open: bool = False
    audience: Audience = Audience.READER


PARTNER = "partner"
QUESTIONS = "questions"
NEXT_TIME = "next_time"
INCLUSION = "inclusion"

PROMPTS: tuple[Prompt, ...] = (
    Prompt(
        "working_on",
        _("What was the session really about? (themes)"),
        _(
            "The themes underneath, in a few lines: being alone with it, being shamed, whether to leave. No stories: "
            "leave out anything that would make one person's account recognisable."
        ),
        _("What the session was really about"),
        open=True,
    ),
    Prompt(
        "stirred",
        _("What did the group stir in you, during it and afterwards?"),
        _(
            "Boredom, irritation, wanting to rescue, being moved: what you felt may say something about the group. "
            "It is part of what psychotherapists call countertransference. It may also be just you."
        ),
        _("What it stirred"),
        open=True,
    ),
    Prompt(
        QUESTIONS,
        _("What do you want to take to supervision?"),
        _(
            "A question, a moment you keep returning to, something you would like to think about aloud. For instance: "
            "I felt … when …; what was going on? One to a line."
        ),
        _("For supervision"),
        open=True,
    ),
    Prompt(
        NEXT_TIME,
        _("What will you try, or hold on to, next time?"),
        _("Something small enough to do. “Still thinking” is an answer."),
        _("Next time"),
        open=True,
    ),
    Prompt(
        "mood",
        _("What was the mood, and how did it shift?"),
        _("How it began, how it ended, and the moment in between when something changed."),
        _("The mood"),
    ),
    Prompt(
        "went_well",
        _("What went well, and what did you or the two of you do?"),
        _("What you said or held back, and what followed."),
        _("What went well"),
    ),
    Prompt(
        "difficult",
        _("What was difficult?"),
        _(
            "Silence, one voice filling the room, advice-giving, rescuing, rivalry, rank, lateness, the connection. "
            "What you did, and what you wish you had done."
        ),
        _("What was difficult"),
    ),
    Prompt(
        "boundaries",
        _("Which boundaries were tested?"),
        _("Time, role, confidentiality, contact outside the group, knowing someone from work: anything stretched."),
        _("Boundaries"),
    ),
    Prompt(
        INCLUSION,
        _("Whose voice was missing? Did race, rank, gender, accent, faith or who you two are play a part?"),
        _("Someone quieter than usual, a specialty or a grade that is never there, a subject the group goes round."),
        _("Missing voices"),
    ),
    Prompt(
        PARTNER,
        _("How did the two of you share it, and what is unsaid between you?"),
        _("This answer stays with you unless you tick it when you share. Your co-facilitator never reads it here."),
        _("The two of us"),
        audience=Audience.IF_TICKED,
    ),
    Prompt(
        "me_now",
        _("How are you now?"),
        _("Only for you: this is never shared. To be asked about it, tick “Please check in with me” at sharing."),
        _("How I am now"),
        audience=Audience.OWNER,
    ),
)
LABELS = {prompt.key: prompt.label for prompt in PROMPTS}
OPEN = tuple(prompt for prompt in PROMPTS if prompt.open)
FOLDED = tuple(prompt for prompt in PROMPTS if not prompt.open)


def shareable(parts: Mapping[str, str], *, about_partner: bool) -> Parts:
    """The answers that a reader would get, in the order of the prompts: empty and private ones are left out."""
    open_to_reader = {Audience.READER, Audience.IF_TICKED} if about_partner else {Audience.READER}
    answered = ((prompt, parts.get(prompt.key, "").strip()) for prompt in PROMPTS if prompt.audience in open_to_reader)
    return {prompt.key: PrivateText(words) for prompt, words in answered if words}


def answers(parts: Mapping[str, str], prompts: Iterable[Prompt] = PROMPTS) -> list[tuple[Prompt, str]]:
    """The answered prompts with their words, in order, for a page that shows them."""
    return [(prompt, parts[prompt.key]) for prompt in prompts if parts.get(prompt.key, "").strip()]
