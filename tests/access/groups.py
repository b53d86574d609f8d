"""Who may open the routes of groups and sessions."""

from tests.access.relations import SIGNED_IN, Access, only

PAIR = only("owner", "partner")
FACTS = only("owner", "partner", "reader", "cover", "coordinator")
COORDINATOR = only("coordinator")
COORDINATORS = only("coordinator", "outside_coordinator")
FACILITATORS = only("owner", "partner", "peer", "outsider")

ACCESS: dict[str, Access] = {
    "groups:list": Access(get=SIGNED_IN),
    "groups:detail": Access(get=FACTS, subject="group"),
    "groups:found": Access(get=COORDINATORS, post=COORDINATORS),
    "groups:pair": Access(get=COORDINATOR, post=COORDINATOR, subject="group"),
    "groups:end_place": Access(get=COORDINATOR, post=COORDINATOR, subject="place"),
    "groups:end": Access(get=COORDINATOR, post=COORDINATOR, subject="group"),
    "groups:move": Access(post=COORDINATOR, subject="group"),
    "groups:sessions": Access(get=SIGNED_IN),
    "groups:session_new": Access(get=FACILITATORS, post=FACILITATORS),
    "groups:session": Access(get=FACTS, subject="session"),
    "groups:session_presence": Access(post=PAIR, subject="session"),
    "groups:news_seen": Access(post=SIGNED_IN),
    "groups:session_edit": Access(get=PAIR, post=PAIR, subject="session"),
}
