"""Everybody has a page of their own answers; facilitators are asked; figures are for those who run a programme."""

from foundation.access import SIGNED_IN, Access, only

FACILITATORS = only("owner", "partner", "peer", "outsider")

ACCESS: dict[str, Access] = {
    "confidence:mine": Access(get=SIGNED_IN),
    "confidence:ask": Access(get=FACILITATORS, post=FACILITATORS, subject="confidence_before"),
    "confidence:figures": Access(get=only("coordinator", "governance", "tpd", "outside_coordinator")),
}
