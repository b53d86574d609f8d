"""What this package tells the apps below it, at start-up."""

from confidential import triggers
from foundation.exports import exports
from groups.moves.endings import NAME, WHY
from groups.moves.exports import group_moves_of
from people.endings.registry import entries


def register() -> None:
    triggers.guard("groups.GroupMove")
    entries.register(NAME, WHY)
    exports.register("group_moves", group_moves_of)
