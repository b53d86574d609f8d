"""Logs open to their writer, the desk to a supervisor and their cover, a concern never to those it is about."""

from tests.access.relations import SIGNED_IN, SUPERVISORS, Access, only

OWNER = only("owner")
BOTH = only("owner", "reader")
COLLEAGUES = only("reader", "supervisor", "former_supervisor", "former_cover")
# Everybody who works in a programme; the governance lead receives.
RAISING = SUPERVISORS | only("owner", "partner", "peer", "trainer", "coordinator", "outsider", "outside_coordinator")
RECEIVING = only("reader", "cover")
LEADING = only("governance", "deputy")
RULING = only("coordinator", "governance", "deputy")

ACCESS: dict[str, Access] = {
    # Logs
    "logs:list": Access(get=SIGNED_IN),
    # By the key of a session: both of its facilitators start a log of their own.
    "logs:start": Access(post=only("owner", "partner"), subject="session"),
    # After a death or serious harm: to whoever facilitates, and to both facilitators of a session.
    "logs:first_hours": Access(get=only("owner", "partner", "peer", "outsider")),
    "logs:first_hours_of": Access(get=only("owner", "partner"), subject="session"),
    "logs:detail": Access(get=OWNER, post=OWNER, subject="log"),
    "logs:share_as_before": Access(post=OWNER, subject="log"),
    "logs:aloud": Access(get=OWNER, subject="log"),
    "logs:share": Access(get=OWNER, post=OWNER, subject="log"),
    "logs:withdraw": Access(get=OWNER, post=OWNER, subject="log"),
    "logs:void": Access(get=OWNER, post=OWNER, subject="log"),
    "logs:redact": Access(get=OWNER, post=OWNER, subject="log"),
    "logs:again": Access(post=OWNER, subject="withdrawn_log"),
    "logs:reply": Access(post=OWNER, subject="answered_log"),
    # Desk
    # Supervisors each have a desk of their own, which may be empty.
    "desk:list": Access(get=SUPERVISORS),
    "desk:meeting": Access(get=only("reader"), subject="planned_meeting"),
    "desk:log": Access(get=only("reader", "cover"), post=only("reader", "cover"), subject="log_version"),
    "desk:aloud": Access(get=only("reader", "cover"), subject="log_version"),
    # Meetings
    # Everybody's own list, which may be empty.
    "meetings:list": Access(get=SIGNED_IN),
    "meetings:plan": Access(get=SUPERVISORS, post=SUPERVISORS),
    "meetings:detail": Access(get=only("owner", "partner", "reader"), subject="held_meeting"),
    "meetings:answer": Access(post=only("owner", "partner"), subject="held_meeting"),
    "meetings:actions": Access(get=SIGNED_IN),
    "meetings:close_action": Access(get=only("owner", "reader"), post=only("owner"), subject="meeting_action"),
    "meetings:before": Access(get=only("owner", "partner"), post=only("owner", "partner"), subject="planned_meeting"),
    "meetings:said": Access(get=only("reader", "cover"), post=only("reader", "cover"), subject="said_meeting"),
    "meetings:begin_series": Access(get=SUPERVISORS, post=SUPERVISORS),
    "meetings:series": Access(get=only("reader"), post=only("reader"), subject="meeting_series"),
    "meetings:link": Access(get=only("reader"), post=only("reader"), subject="planned_meeting"),
    "meetings:link_away": Access(post=only("reader"), subject="planned_meeting"),
    "meetings:join": Access(post=only("owner", "partner", "reader"), subject="meeting_with_link"),
    "meetings:move": Access(get=only("reader"), post=only("reader"), subject="planned_meeting"),
    "meetings:record": Access(get=only("reader"), post=only("reader"), subject="planned_meeting"),
    "meetings:cancel": Access(get=only("reader"), post=only("reader"), subject="planned_meeting"),
    # Attendance
    "attendance:put_right": Access(get=only("reader"), post=only("reader"), subject="held_meeting"),
    "attendance:seen": Access(post=only("owner", "partner"), subject="held_meeting"),
    # Agreements
    # Everybody's own list, which may be empty.
    "agreements:list": Access(get=SIGNED_IN),
    "agreements:offer": Access(get=only("reader"), post=only("reader"), subject="assignment"),
    "agreements:offer_many": Access(get=SUPERVISORS, post=SUPERVISORS),
    "agreements:detail": Access(get=only("owner", "reader"), post=only("owner"), subject="agreement"),
    "agreements:revise": Access(get=only("reader"), post=only("reader"), subject="agreed_agreement"),
    "agreements:agree_to_change": Access(post=only("owner"), subject="agreed_agreement"),
    "agreements:take_change_back": Access(post=only("reader"), subject="agreed_agreement"),
    # A list of one's own, of those who supervise
    "own_supervision:days": Access(get=SUPERVISORS, post=SUPERVISORS),
    "own_supervision:take_off": Access(post=only("reader"), subject="own_supervision"),
    # Hours
    "hours:person": Access(get=only("owner", "reader"), subject="supervised_person"),
    "hours:table": Access(get=only("owner", "reader"), subject="supervised_person"),
    "hours:pdf": Access(get=only("owner", "reader"), subject="supervised_person"),
    "hours:rule": Access(get=RULING, post=RULING, subject="programme"),
    # A person's page
    "year:person": Access(get=only("owner", "reader"), subject="supervised_person"),
    "year:areas": Access(get=only("owner", "reader"), subject="supervised_person"),
    # Reviews
    # Everybody's own list, which may be empty.
    "reviews:list": Access(get=SIGNED_IN),
    # Whoever is not supervised is told so.
    "reviews:begin": Access(post=SIGNED_IN),
    "reviews:detail": Access(get=BOTH, subject="review"),
    "reviews:write": Access(get=BOTH, post=BOTH, subject="review"),
    "reviews:show": Access(get=BOTH, post=BOTH, subject="review"),
    "reviews:talked": Access(post=BOTH, subject="review"),
    "reviews:final": Access(get=BOTH, post=BOTH, subject="review"),
    "reviews:another": Access(get=OWNER, post=OWNER, subject="review"),
    "reviews:another_back": Access(post=OWNER, subject="review"),
    "reviews:take": Access(get=OWNER, subject="review"),
    "reviews:redact": Access(get=OWNER, post=OWNER, subject="review"),
    # Cover
    # Each sees whom they cover for, and who covers for them.
    "cover:list": Access(get=SUPERVISORS, post=SUPERVISORS),
    # With Clara as cover, who does not cover for herself.
    "cover:leave": Access(get=COLLEAGUES, post=COLLEAGUES, subject="leave"),
    "cover:change": Access(get=only("reader"), post=only("reader"), subject="cover_window"),
    "cover:changes": Access(get=only("reader"), post=only("reader"), subject="changed_leave"),
    "cover:end": Access(post=only("reader"), subject="cover_window"),
    "cover:ends": Access(get=only("reader"), post=only("reader"), subject="cover_window"),
    # Concerns
    # Everybody's own list, which may be empty.
    "concerns:list": Access(get=SIGNED_IN),
    "concerns:over_time": Access(get=LEADING),
    "concerns:table": Access(get=LEADING),
    "concerns:workbook": Access(get=LEADING),
    "concerns:raise": Access(get=RAISING, post=RAISING),
    "concerns:detail": Access(get=RECEIVING | only("owner"), subject="concern"),
    "concerns:acknowledge": Access(post=RECEIVING, subject="concern"),
    "concerns:ring": Access(get=only("owner"), subject="concern"),
    "concerns:write": Access(get=only("owner"), post=only("owner"), subject="concern"),
    "concerns:note": Access(post=RECEIVING | only("owner"), subject="concern"),
    "concerns:reopen": Access(post=RECEIVING | only("owner"), subject="concern"),
    "concerns:plan": Access(post=RECEIVING, subject="concern"),
    "concerns:close": Access(post=RECEIVING, subject="concern"),
    "concerns:hand_on": Access(post=RECEIVING, subject="concern"),
    "concerns:redact": Access(post=only("owner"), subject="concern"),
    # Check ins
    "check_ins:ask": Access(post=only("owner", "partner", "peer", "outsider")),
    "check_ins:take_back": Access(post=only("owner"), subject="check_in"),
    "check_ins:in_touch": Access(post=only("reader", "cover"), subject="check_in"),
    # Overlooked
    "overlooked:list": Access(get=only("coordinator", "outside_coordinator")),
}
