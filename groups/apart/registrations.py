"""What it tells the apps below, at start-up."""

from foundation.exports import exports
from groups.apart.exports import not_with


def register() -> None:
    exports.register("not_with", not_with)
