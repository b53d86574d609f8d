"""Who may open these routes."""

from tests.access.relations import EVERYBODY, SIGNED_IN, Access, only

COORDINATOR = only("coordinator")
# Each sees the programmes that they coordinate, and nothing of the other's.
COORDINATORS = only("coordinator", "outside_coordinator")
# A governance lead gives and ends the roles of governance lead and deputy.
INVITING = COORDINATORS | only("governance")
# They see who holds which role.
OVERSEERS = INVITING | only("deputy")
OVERSEE_HERE = only("coordinator", "governance", "deputy")
# The two who are asked whether anything stands in the way: Anna, and Stella who is proposed to her.
BOTH = only("owner", "supervisor")
# Everybody with a role in the programme reads its plan.
IN_PROGRAMME = SIGNED_IN - only("outsider", "outside_supervisor", "outside_coordinator")
WRITING_THE_PLAN = only("coordinator", "governance")
WHO_RESETS = only("coordinator", "governance")

ACCESS: dict[str, Access] = {
    "people:roster": Access(get=OVERSEERS),
    "people:end_role": Access(get=COORDINATOR, post=COORDINATOR, subject="facilitator"),
    "people:leave_programme": Access(get=COORDINATOR, post=COORDINATOR, subject="facilitator"),
    "people:hold": Access(get=OVERSEE_HERE, post=OVERSEE_HERE, subject="facilitator"),
    "people:telephoned": Access(post=OVERSEE_HERE, subject="notice_hold"),
    # Everybody's own card.
    "people:put_away": Access(post=SIGNED_IN),
    "people:correct": Access(get=COORDINATOR, post=COORDINATOR, subject="facilitator"),
    "people:propose": Access(get=COORDINATOR, post=COORDINATOR, subject="facilitator"),
    "people:propose_many": Access(get=COORDINATORS, post=COORDINATORS),
    "people:hand_over": Access(get=COORDINATOR, post=COORDINATOR, subject="hand_over"),
    "people:invite": Access(get=INVITING, post=INVITING),
    "people:invite_many": Access(get=COORDINATORS, post=COORDINATORS),
    "people:invitations": Access(get=INVITING),
    "people:send_again": Access(post=COORDINATOR, subject="invitation"),
    "people:withdraw_invitation": Access(post=COORDINATOR, subject="invitation"),
    "people:declaration": Access(get=BOTH, post=BOTH, subject="proposal"),
    "people:withdraw_proposal": Access(post=COORDINATOR, subject="proposal"),
    "people:my_plans": Access(get=SIGNED_IN),
    "people:plan": Access(get=IN_PROGRAMME, subject="programme"),
    "people:write_plan": Access(get=WRITING_THE_PLAN, post=WRITING_THE_PLAN, subject="programme"),
    "people:telephone": Access(get=SIGNED_IN, post=SIGNED_IN),
    "people:stop_address": Access(get=EVERYBODY, post=EVERYBODY, subject="address_token"),
    "people:stopped": Access(get=EVERYBODY),
    "people:settle_address": Access(get=OVERSEE_HERE, post=OVERSEE_HERE, subject="stopped_address"),
    "people:join": Access(get=EVERYBODY, post=EVERYBODY, subject="invitation_token"),
    # Second factor
    "second_factor:needed": Access(get=SIGNED_IN),
    # Also in the middle of signing in, when the site knows only a password.
    "second_factor:lost": Access(get=EVERYBODY),
    "second_factor:reset_list": Access(get=WHO_RESETS | {"outside_coordinator"}),
    "second_factor:reset": Access(get=WHO_RESETS, post=WHO_RESETS, subject="person_with_app"),
}
