"""Learning is open to everybody who is signed in; what somebody answers or writes is reached by nobody else."""

from tests.access.relations import SIGNED_IN, Access, only

# Not those who neither take part nor have begun the course; editors see the files in the Wagtail admin.
HAS_HANDOUTS = SIGNED_IN - only("governance", "deputy", "tpd", "editor")
FACILITATORS = only("owner", "partner", "peer", "outsider")

ACCESS: dict[str, Access] = {
    "courses:index": Access(get=SIGNED_IN),
    "courses:course": Access(get=SIGNED_IN, subject="course"),
    "courses:module": Access(get=SIGNED_IN, subject="module"),
    "courses:handout": Access(get=HAS_HANDOUTS, subject="handout"),
    "courses:step": Access(get=SIGNED_IN, subject="step"),
    "courses:mark_done": Access(get=SIGNED_IN, post=SIGNED_IN, subject="step"),
    "courses:answer": Access(get=SIGNED_IN, post=SIGNED_IN, subject="check"),
    "courses:words": Access(get=SIGNED_IN, post=SIGNED_IN, subject="reflection"),
    # Confidence
    "confidence:mine": Access(get=SIGNED_IN),
    "confidence:ask": Access(get=FACILITATORS, post=FACILITATORS, subject="confidence_before"),
    "confidence:figures": Access(get=only("coordinator", "governance", "tpd", "outside_coordinator")),
}
