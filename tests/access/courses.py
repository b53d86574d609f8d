"""Learning is open to everybody who is signed in; what somebody answers or writes is reached by nobody else."""

from tests.access.relations import SIGNED_IN, SUPERVISORS, Access, only

# Not those who neither take part nor have begun the course; editors see the files in the Wagtail admin.
HAS_HANDOUTS = SIGNED_IN - only("governance", "deputy", "tpd", "clinical_lead", "editor")
RECORDING = SUPERVISORS | only("trainer")
RULING = only("coordinator", "governance", "deputy")
TRAINER = only("trainer")
RUNS_COHORTS = only("coordinator", "trainer", "outside_coordinator")
FACILITATORS = only("owner", "partner", "peer", "outsider")

ACCESS: dict[str, Access] = {
    "courses:index": Access(get=SIGNED_IN),
    "courses:course": Access(get=SIGNED_IN, subject="course"),
    "courses:glossary": Access(get=SIGNED_IN, subject="course"),
    "courses:module": Access(get=SIGNED_IN, subject="module"),
    "courses:handout": Access(get=HAS_HANDOUTS, subject="handout"),
    "courses:step": Access(get=SIGNED_IN, subject="step"),
    "courses:mark_done": Access(get=SIGNED_IN, post=SIGNED_IN, subject="step"),
    "courses:answer": Access(get=SIGNED_IN, post=SIGNED_IN, subject="check"),
    "courses:words": Access(get=SIGNED_IN, post=SIGNED_IN, subject="reflection"),
    "courses:bookmark": Access(get=SIGNED_IN, post=SIGNED_IN, subject="step"),
    "courses:print": Access(get=SIGNED_IN, subject="module"),
    "recordings:file": Access(get=SIGNED_IN, subject="recording"),
    "recordings:captions": Access(get=SIGNED_IN, subject="recording"),
    "own:note": Access(get=SIGNED_IN, post=SIGNED_IN, subject="step_key"),
    "problems:report": Access(get=SIGNED_IN, post=SIGNED_IN, subject="step_key"),
    # Practice
    # Everybody's own, which may be empty; a trainer's days too.
    "practice:list": Access(get=SIGNED_IN),
    "practice:plan": Access(get=TRAINER, post=TRAINER),
    "practice:day": Access(get=TRAINER | only("owner"), subject="practice_day"),
    "practice:change": Access(get=TRAINER, post=TRAINER, subject="practice_day"),
    "practice:invite": Access(get=TRAINER, post=TRAINER, subject="practice_day"),
    "practice:cancel": Access(get=TRAINER, post=TRAINER, subject="practice_day"),
    "practice:record": Access(get=TRAINER, post=TRAINER, subject="begun_practice_day"),
    "practice:answer": Access(post=only("owner"), subject="practice_day"),
    "practice:adjustments": Access(get=only("owner"), post=only("owner"), subject="practice_day"),
    "practice:shadow": Access(get=RECORDING, post=RECORDING),
    "practice:sheet": Access(get=only("owner"), post=only("owner"), subject="shadowing"),
    "practice:observe": Access(get=RECORDING, post=RECORDING),
    "practice:observed": Access(
        get=only("owner", "trainer"), post=only("owner", "trainer"), subject="observed_practice"
    ),
    "practice:rule": Access(get=RULING, post=RULING, subject="practice_rule"),
    "practice:correct": Access(get=TRAINER, post=TRAINER, subject="practice_place"),
    "practice:not_right": Access(get=only("owner"), post=only("owner"), subject="practice_record"),
    "cases:drawn": Access(get=SUPERVISORS | TRAINER),
    "boosters:questions": Access(get=SIGNED_IN, post=SIGNED_IN),
    "boosters:answer": Access(get=only("owner"), post=only("owner"), subject="booster"),
    "refresher:standing": Access(get=SIGNED_IN, post=SIGNED_IN),
    "refresher:pause": Access(post=SIGNED_IN),
    "refresher:back": Access(post=only("owner"), subject="refresher_pause"),
    # Cohorts
    "enrolment:list": Access(get=RUNS_COHORTS),
    "enrolment:plan": Access(get=RUNS_COHORTS, post=RUNS_COHORTS),
    "enrolment:cohort": Access(get=only("coordinator", "trainer"), subject="cohort"),
    "enrolment:change": Access(
        get=only("coordinator", "trainer"), post=only("coordinator", "trainer"), subject="cohort"
    ),
    "enrolment:enrol": Access(post=only("owner", "partner", "peer"), subject="cohort"),
    "enrolment:withdraw": Access(post=only("owner"), subject="cohort"),
    "enrolment:come_back": Access(post=only("owner"), subject="cohort"),
    # Confidence
    "confidence:answers": Access(get=SIGNED_IN),
    "confidence:ask": Access(get=FACILITATORS, post=FACILITATORS, subject="confidence_before"),
    "confidence:figures": Access(get=only("coordinator", "governance", "tpd", "outside_coordinator")),
}
