"""What this package tells the apps below it, at start-up."""

from confidential import triggers
from foundation.exports import exports
from groups.about.exports import group_changes_of


def register() -> None:
    triggers.guard("groups.GroupChange")
    exports.register("group_changes", group_changes_of)
