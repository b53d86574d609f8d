"""What the report tells the apps below it, at start-up."""

from foundation.cards import cards
from impact.report.cards import report_card


def register() -> None:
    cards.register("impact.report", report_card)
