"""Words that must turn up nowhere, and every place where somebody could look for them."""

from groups.models import PeerGroup
from tests.people import Cast

CANARY = "heron"

WORDS = {
    "working_on": f"{CANARY} on being new",
    "stirred": f"{CANARY} I wanted to rescue",
    "partner": f"{CANARY} what is unsaid between us",
    "me_now": f"{CANARY} tired",
}


def pages_of_others(cast: Cast, session) -> list[str]:
    """Addresses on which a supervisor, a co-facilitator or a coordinator might meet a log."""
    group: PeerGroup = session.group
    return [
        "/me/",
        "/me/data/",
        "/logs/",
        "/desk/",
        "/sessions/",
        f"/sessions/{session.pk}/",
        "/groups/",
        f"/groups/{group.pk}/",
        "/meetings/",
        "/agreements/",
        "/readiness/",
        "/certificates/",
    ]
