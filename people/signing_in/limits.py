"""How many tries, of what, from where. The numbers and why: docs/decisions/0014."""

from dataclasses import dataclass
from datetime import timedelta

MINUTES, HOUR, DAY = timedelta(minutes=15), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    most: int
    within: timedelta


@dataclass(frozen=True)
class AttemptKind:
    """One way in that can be tried. A place is a network, or a browser in which the account signed in before."""

    name: str
    # Of one account, from one place.
    here: Limit
    # Of one account, from all places but its own browsers together.
    anywhere: Limit
    # Of one account, from one of its own browsers.
    own_browser: Limit
    # How many different accounts, from one network.
    accounts: Limit | None = None


PASSWORD = AttemptKind(
    "password", here=Limit(5, MINUTES), anywhere=Limit(50, DAY), own_browser=Limit(50, DAY), accounts=Limit(20, HOUR)
)
CODE = AttemptKind("code", here=Limit(5, MINUTES), anywhere=Limit(20, DAY), own_browser=Limit(50, DAY))
MAIL = AttemptKind(
    "mail", here=Limit(3, HOUR), anywhere=Limit(10, DAY), own_browser=Limit(10, DAY), accounts=Limit(20, HOUR)
)
# By people without an account: a hospital is one network to us.
ENQUIRY = AttemptKind(
    "enquiry", here=Limit(3, DAY), anywhere=Limit(5, DAY), own_browser=Limit(3, DAY), accounts=Limit(20, HOUR)
)
ATTEMPT_KINDS = (PASSWORD, CODE, MAIL, ENQUIRY)
