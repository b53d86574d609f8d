from foundation.access import SIGNED_IN, SUPERVISORS, Access, only

# Everybody who works in a programme; the governance lead receives.
RAISING = SUPERVISORS | only("owner", "partner", "peer", "coordinator", "outsider", "outside_coordinator")
RECEIVING = only("reader", "cover")

ACCESS: dict[str, Access] = {
    # Everybody's own list, which may be empty.
    "concerns:list": Access(get=SIGNED_IN),
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
}
