"""What it tells the apps below, at start-up."""

from foundation.exports import exports
from supervision.own.exports import own_supervision


def register() -> None:
    exports.register("own_supervision", own_supervision)
