"""Who may open these routes."""

from tests.access.relations import EVERYBODY, SIGNED_IN, Access, only

COORDINATOR = only("coordinator")
# Each sees the programmes that they coordinate, and nothing of the other's.
COORDINATORS = only("coordinator", "outside_coordinator")
GOVERNANCE = only("governance")
# The holder, and those who keep the programme's register.
HOLDER_AND_REGISTRARS = only("owner", "coordinator", "governance")
REGISTRARS = COORDINATORS | GOVERNANCE

ACCESS: dict[str, Access] = {
    "certificates:list": Access(get=SIGNED_IN),
    "certificates:detail": Access(get=HOLDER_AND_REGISTRARS, subject="certificate"),
    "certificates:pdf": Access(get=HOLDER_AND_REGISTRARS, subject="certificate"),
    "certificates:register": Access(get=REGISTRARS),
    "certificates:replace": Access(get=COORDINATOR, post=COORDINATOR, subject="certificate"),
    "certificates:revoke": Access(get=GOVERNANCE, post=GOVERNANCE, subject="certificate"),
    "certificates:evidence": Access(get=SIGNED_IN),
    "certificates:evidence_pdf": Access(get=SIGNED_IN),
    "certificates:evidence_text": Access(get=SIGNED_IN),
    "certificates:evidence_table": Access(get=SIGNED_IN),
    "certificates:transcript": Access(get=SIGNED_IN),
    "certificates:readiness": Access(get=COORDINATORS),
    "certificates:download": Access(get=COORDINATORS),
    "certificates:authorise": Access(get=COORDINATOR, post=COORDINATOR, subject="facilitator"),
    "certificates:issue_many": Access(get=COORDINATORS, post=COORDINATORS),
    "certificates:issue": Access(get=COORDINATOR, post=COORDINATOR, subject="facilitator_and_award"),
    "certificates:verify": Access(get=EVERYBODY),
    "certificates:verify_code": Access(get=EVERYBODY, subject="certificate_code"),
}
