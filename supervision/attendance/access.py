from foundation.access import Access, only

ACCESS: dict[str, Access] = {
    "attendance:put_right": Access(get=only("reader"), post=only("reader"), subject="held_meeting"),
    "attendance:seen": Access(post=only("owner", "partner"), subject="held_meeting"),
}
