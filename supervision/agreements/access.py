from foundation.access import SIGNED_IN, Access, only

ACCESS: dict[str, Access] = {
    # Everybody's own list, which may be empty.
    "agreements:list": Access(get=SIGNED_IN),
    "agreements:offer": Access(get=only("reader"), post=only("reader"), subject="assignment"),
    "agreements:detail": Access(get=only("owner", "reader"), post=only("owner"), subject="agreement"),
}
