from foundation.access import Access, only

ACCESS: dict[str, Access] = {
    # Supervisors each have a desk of their own, which may be empty.
    "desk:list": Access(get=only("reader", "supervisor", "former_supervisor", "outside_supervisor")),
    "desk:meeting": Access(get=only("reader"), subject="planned_meeting"),
    "desk:log": Access(get=only("reader"), post=only("reader"), subject="log_version"),
}
