from foundation.access import Access, only

ACCESS: dict[str, Access] = {
    "check_ins:ask": Access(post=only("owner", "partner", "peer", "outsider")),
    "check_ins:take_back": Access(post=only("owner"), subject="check_in"),
    "check_ins:in_touch": Access(post=only("reader", "cover"), subject="check_in"),
}
