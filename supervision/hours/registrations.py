"""What hours tell the apps below, at start-up."""

from foundation.exports import exports
from supervision.hours import exports as own_exports


def register() -> None:
    exports.register("enough_rules", own_exports.export)
