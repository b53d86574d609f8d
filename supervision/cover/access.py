from foundation.access import SUPERVISORS, Access, only

COLLEAGUES = only("reader", "supervisor", "former_supervisor", "former_cover")

ACCESS: dict[str, Access] = {
    # Each sees whom they cover for, and who covers for them.
    "cover:list": Access(get=SUPERVISORS, post=SUPERVISORS),
    # With Clara as cover, who does not cover for herself.
    "cover:leave": Access(get=COLLEAGUES, post=COLLEAGUES, subject="leave"),
    "cover:change": Access(get=only("reader"), post=only("reader"), subject="cover_window"),
    "cover:changes": Access(get=only("reader"), post=only("reader"), subject="changed_leave"),
    "cover:end": Access(post=only("reader"), subject="cover_window"),
    "cover:ends": Access(get=only("reader"), post=only("reader"), subject="cover_window"),
}
