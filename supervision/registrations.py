"""What this app tells the apps below it, at start-up."""

from confidential import triggers


def register() -> None:
    triggers.guard("supervision.LogVersion")
    triggers.guard("supervision.LogReply")
    # A released reading stays as it is.
    triggers.guard(
        "supervision.Reading", unless="OLD.released_at IS NULL", keep_when="OLD.released_at IS NOT NULL"
    )
