"""What this app tells those below, at start-up."""

from confidential import triggers
from confidential.rewrapping import elsewhere
from impact.report import registrations as report
from impact.twice.keys import SEALED_KEYS


def register() -> None:
    triggers.guard("impact.ParticipantWord")
    triggers.guard("impact.ParticipantPage")
    report.register()
    # Whoever has the code may have it deleted; nobody may change it.
    triggers.guard("impact.WaveAnswer", keep_when="{false}")
    elsewhere.register("keys that link participants' numbers", SEALED_KEYS)
