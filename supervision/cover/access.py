from foundation.access import SUPERVISORS, Access, only

ACCESS: dict[str, Access] = {
    # Each sees whom they cover for, and who covers for them.
    "cover:list": Access(get=SUPERVISORS, post=SUPERVISORS),
    "cover:change": Access(get=only("reader"), post=only("reader"), subject="cover_window"),
    "cover:end": Access(post=only("reader"), subject="cover_window"),
}
