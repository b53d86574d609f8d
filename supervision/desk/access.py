from foundation.access import SUPERVISORS, Access, only

ACCESS: dict[str, Access] = {
    # Supervisors each have a desk of their own, which may be empty.
    "desk:list": Access(get=SUPERVISORS),
    "desk:meeting": Access(get=only("reader"), subject="planned_meeting"),
    "desk:log": Access(get=only("reader", "cover"), post=only("reader", "cover"), subject="log_version"),
}
