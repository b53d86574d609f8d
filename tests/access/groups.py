"""Who may open the routes of groups and sessions."""

from tests.access.relations import EVERYBODY, SIGNED_IN, Access, only

PAIR = only("owner", "partner")
FACTS = only("owner", "partner", "reader", "cover", "coordinator")
PLANNERS = only("owner", "partner", "coordinator")
COORDINATOR = only("coordinator")
RULING = only("coordinator", "governance", "deputy")
COORDINATORS = only("coordinator", "outside_coordinator")
FACILITATORS = only("owner", "partner", "peer", "outsider")

ACCESS: dict[str, Access] = {
    "groups:list": Access(get=SIGNED_IN),
    "groups:detail": Access(get=FACTS, subject="group"),
    "groups:found": Access(get=COORDINATORS, post=COORDINATORS),
    "groups:pair": Access(get=COORDINATOR, post=COORDINATOR, subject="group"),
    "groups:end_place": Access(get=COORDINATOR, post=COORDINATOR, subject="place"),
    "groups:withdraw_place": Access(post=COORDINATOR, subject="coming_place"),
    "groups:end": Access(get=COORDINATOR, post=COORDINATOR, subject="group"),
    "groups:move": Access(get=COORDINATOR, post=COORDINATOR, subject="group"),
    "groups:history": Access(get=FACTS, subject="group"),
    "groups:about": Access(get=PLANNERS, post=PLANNERS, subject="group"),
    "groups:hosts": Access(get=RULING, post=RULING, subject="programme"),
    "groups:link": Access(get=PAIR, post=PAIR, subject="group"),
    "groups:link_away": Access(post=PAIR, subject="group"),
    "groups:apology": Access(post=PAIR, subject="session"),
    "groups:needed": Access(get=FACILITATORS),
    "groups:stand_in": Access(post=only("peer"), subject="session_missing_somebody"),
    "groups:accept_stand_in": Access(post=PAIR, subject="stand_in_offer"),
    "groups:alone": Access(get=only("owner"), post=only("owner"), subject="session_missing_somebody"),
    "groups:join": Access(post=PAIR, subject="session_with_link"),
    "groups:series": Access(get=PLANNERS, post=PLANNERS, subject="group"),
    "groups:sessions": Access(get=SIGNED_IN),
    "groups:session_new": Access(get=FACILITATORS, post=FACILITATORS),
    "groups:session": Access(get=FACTS, subject="session"),
    "groups:session_presence": Access(post=PAIR, subject="session"),
    "groups:news_seen": Access(post=SIGNED_IN),
    "groups:session_edit": Access(get=PAIR, post=PAIR, subject="session"),
    "enquiries:start": Access(get=EVERYBODY, post=EVERYBODY),
    "enquiries:question": Access(get=EVERYBODY, post=EVERYBODY, subject="enquiry_question"),
    "enquiries:check": Access(get=EVERYBODY, post=EVERYBODY),
    "enquiries:sent": Access(get=EVERYBODY),
    "enquiries:own": Access(get=EVERYBODY, subject="enquiry_token"),
    "enquiries:confirm": Access(post=EVERYBODY, subject="enquiry_token"),
    "enquiries:take_place": Access(post=EVERYBODY, subject="enquiry_token"),
    "enquiries:leave_place": Access(post=EVERYBODY, subject="enquiry_token"),
    "enquiries:inbox": Access(get=COORDINATORS),
    "enquiries:set_up": Access(get=COORDINATORS, post=COORDINATORS),
    "enquiries:enquiry": Access(get=COORDINATOR, subject="enquiry"),
    "enquiries:offer": Access(post=COORDINATOR, subject="enquiry"),
    "enquiries:take_back": Access(post=COORDINATOR, subject="enquiry"),
    "enquiries:wait": Access(post=COORDINATOR, subject="enquiry"),
    "enquiries:invite": Access(post=COORDINATOR, subject="enquiry"),
    "enquiries:decline": Access(post=COORDINATOR, subject="enquiry"),
    "enquiries:hand_on": Access(post=COORDINATOR, subject="enquiry"),
    "enquiries:who_comes": Access(get=PAIR, post=PAIR, subject="group"),
    "enquiries:withdraw": Access(post=EVERYBODY, subject="enquiry_token"),
    "protected_time:register": Access(get=only("coordinator", "governance", "tpd", "outside_coordinator")),
    "protected_time:new": Access(get=COORDINATORS, post=COORDINATORS),
    "protected_time:matter": Access(
        get=only("coordinator", "governance", "tpd"), post=only("coordinator", "tpd"), subject="protected_time"
    ),
    "health:board": Access(get=COORDINATORS),
    "health:figures": Access(get=only("coordinator", "governance", "deputy", "outside_coordinator")),
    "health:map": Access(get=COORDINATORS),
    "protected_time:letter": Access(get=COORDINATOR, subject="protected_time"),
    "protected_time:letter_pdf": Access(get=COORDINATOR, subject="protected_time"),
    "protected_time:letter_text": Access(get=COORDINATOR, subject="protected_time"),
    "apart:list": Access(get=SIGNED_IN, post=SIGNED_IN),
    "apart:take_back": Access(post=only("owner"), subject="not_with"),
    "availability:week": Access(get=SIGNED_IN, post=SIGNED_IN),
    "availability:still_right": Access(post=SIGNED_IN),
    "availability:take_back": Access(post=SIGNED_IN),
    "pairing:draft": Access(get=COORDINATORS, post=COORDINATORS),
    "pairing:accept": Access(post=COORDINATOR, subject="pairing_row"),
    "pairing:release": Access(post=COORDINATOR, subject="pairing_row"),
    "pairing:instead": Access(get=COORDINATOR, subject="pairing_row"),
    "pairing:group": Access(get=COORDINATOR, post=COORDINATOR, subject="pairing_row"),
    "pairing:place": Access(get=COORDINATOR, subject="group"),
    "availability:of_one": Access(get=only("owner", "coordinator"), subject="availability"),
}
