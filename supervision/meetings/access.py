from foundation.access import SIGNED_IN, SUPERVISORS, Access, only

ACCESS: dict[str, Access] = {
    # Everybody's own list, which may be empty.
    "meetings:list": Access(get=SIGNED_IN),
    "meetings:plan": Access(get=SUPERVISORS, post=SUPERVISORS),
    "meetings:detail": Access(get=only("owner", "partner", "reader"), subject="held_meeting"),
    "meetings:answer": Access(post=only("owner", "partner"), subject="held_meeting"),
    "meetings:close_action": Access(post=only("owner"), subject="meeting_action"),
    "meetings:record": Access(get=only("reader"), post=only("reader"), subject="planned_meeting"),
    "meetings:cancel": Access(get=only("reader"), post=only("reader"), subject="planned_meeting"),
}
