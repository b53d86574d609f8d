"""Who may open these routes."""

from foundation.access import EVERYBODY, SIGNED_IN, Access, only

COORDINATOR = only("coordinator")
# Each sees the programmes that they coordinate, and nothing of the other's.
COORDINATORS = only("coordinator", "outside_coordinator")
HOLDER_AND_COORDINATOR = only("owner", "coordinator")

ACCESS: dict[str, Access] = {
    "certificates:mine": Access(get=SIGNED_IN),
    "certificates:detail": Access(get=HOLDER_AND_COORDINATOR, subject="certificate"),
    "certificates:pdf": Access(get=HOLDER_AND_COORDINATOR, subject="certificate"),
    "certificates:readiness": Access(get=COORDINATORS),
    "certificates:download": Access(get=COORDINATORS),
    "certificates:authorise": Access(get=COORDINATOR, post=COORDINATOR, subject="facilitator"),
    "certificates:issue": Access(get=COORDINATOR, post=COORDINATOR, subject="facilitator_and_award"),
    "certificates:verify": Access(get=EVERYBODY),
    "certificates:verify_code": Access(get=EVERYBODY, subject="certificate_code"),
}
