"""Who somebody is here, in the file of "my data": their own side of it."""

import json

from foundation.days import stamp
from foundation.exports import exports
from people.invitations.services import accept_invitation
from people.models import Role
from people.proposals.models import Answer
from people.proposals.services import declare, propose_supervisor
from tests.standing.inviting import invited

THAMES = "Thames Valley peer groups"


def part(name: str, person, now) -> list[dict]:
    """As it stands in the file."""
    return json.loads(json.dumps(exports[name](person, now)))


def since(row) -> dict[str, str | None]:
    return {"from": stamp(row.starts_at), "until": stamp(row.ends_at)}


def test_roles_and_specialties(cast, now):
    role, membership = cast.anna.appointments.get(), cast.anna.memberships.get()
    assert part("roles", cast.anna, now) == [{"role": "facilitator", "programme": THAMES, **since(role)}]
    assert part("specialties", cast.anna, now) == [
        {"specialty": "Acute medicine", "region": membership.region.name, **since(membership)}
    ]


def test_supervision_on_either_side(cast, now):
    def told(rows):
        return [
            {
                "facilitator": row.facilitator.name,
                "supervisor": row.supervisor.name,
                "programme": row.programme.name,
                **since(row),
            }
            for row in rows.order_by("starts_at", "pk")
        ]

    assert part("supervision", cast.anna, now) == told(cast.anna.supervised_by)
    assert part("supervision", cast.sam, now) == told(cast.sam.supervises)
    assert part("supervision", cast.cora, now) == []


def test_authorisations_with_what_stood_on_the_day(cast, now):
    held = cast.anna.authorisations.get()
    assert part("authorisations", cast.anna, now) == [
        {"programme": THAMES, "confirmed_by": held.confirmed_by.name, "basis": held.basis, **since(held)}
    ]
    assert part("authorisations", cast.sam, now) == []


def test_what_one_declared_and_not_what_the_other_did(cast, now):
    proposal = propose_supervisor(
        facilitator=cast.anna, supervisor=cast.stella, programme=cast.thames, by=cast.cora, now=now
    )
    declare(proposal=proposal, by=cast.stella, answer=Answer.CONFLICT, now=now)
    [asked] = part("declarations", cast.anna, now)
    assert asked == {
        "facilitator": "Anna Okoye",
        "supervisor": cast.stella.name,
        "proposed": stamp(now),
        "my_answer": None,
    }
    assert [row["my_answer"] for row in part("declarations", cast.stella, now)] == ["conflict"]
    assert part("declarations", cast.ben, now) == []


def test_the_invitations_that_one_accepted(cast, now):
    invited(cast, "max@example.org")
    accept_invitation(invitation=invited(cast, "farah@example.org", Role.TRAINER), by=cast.farah, now=now)
    [accepted] = part("invitations", cast.farah, now)
    assert (accepted["to"], accepted["email"], accepted["accepted"]) == ("trainer", "farah@example.org", stamp(now))
    assert part("invitations", cast.cora, now) == []
