"""The ten areas of a review, each answered in own words. No marks, and no sum.

Four words may help to say where somebody is: starting, with support, consistently, helps others learn.
"""

from django.utils.translation import gettext_lazy as _

from confidential.forms import Part
from supervision.reviews.models import Kind

AREAS = (
    ("frame", _("Holds the frame: time, place, purpose, what was agreed")),
    ("safe", _("Makes it safe to speak, and safe to stay silent")),
    ("listens", _("Listens and acknowledges before anything else")),
    ("reflects", _("Keeps the group thinking together, rather than fixing or teaching")),
    ("notices", _("Notices what happens between people, and names it lightly")),
    ("shares", _("Shares the lead with the co-facilitator")),
    ("acts", _("Notices risk, and acts on it in proportion")),
    ("includes", _("Includes people of every specialty, grade and background")),
    ("uses", _("Uses own reactions as information, and looks after themselves")),
    ("brings", _("Brings real dilemmas to supervision, and acts on what comes of it")),
)
STRENGTHS, NEXT, HELPS, DIFFERS = "strengths", "next", "helps", "differs"
GRID = [Part(key, label, rows=3) for key, label in AREAS]
OWN_PARTS = [
    *GRID,
    Part(STRENGTHS, _("What I do well"), rows=3),
    Part(NEXT, _("What I want to learn next"), rows=3),
]
SUPERVISOR_PARTS = [
    *GRID,
    Part(STRENGTHS, _("What they do well"), rows=3),
    Part(
        HELPS,
        _("For the next step: what would help"),
        _("If you say “not yet”, write here what would help. They read this first."),
        rows=3,
    ),
]
DIFFERS_PARTS = [
    Part(
        DIFFERS,
        _("What I see differently (optional)"),
        _("It is kept with the review, and the other of you reads it. It does not stop the review from being final."),
    )
]
PARTS_OF: dict[str, list[Part]] = {
    Kind.SELF: OWN_PARTS,
    Kind.SUPERVISOR: SUPERVISOR_PARTS,
    Kind.SECOND: SUPERVISOR_PARTS,
    Kind.DIFFERS: DIFFERS_PARTS,
}
LABELS = {
    **dict(AREAS),
    STRENGTHS: _("What goes well"),
    NEXT: _("What to learn next"),
    HELPS: _("For the next step: what would help"),
    DIFFERS: _("Seen differently"),
}
