"""The shape of the access table: who may open which route, by how they stand to the record behind it.

Each app has its file in this folder; a test walks the URLconf: a route that nobody declared fails the build, and every
declared one is asked as every member of the cast. What a route really lets in is decided by `permissions.py` and
`visible_to` of its app: a line here grants nothing.
"""

from dataclasses import dataclass

# How a person can stand to the record behind a route. The tests' cast holds one person for each.
RELATIONS = frozenset(
    {
        "anonymous",  # signed out
        "owner",  # whose record it is
        "partner",  # the other facilitator of the pair
        "peer",  # a facilitator of the same programme, in another group
        "reader",  # the supervisor it is addressed to, or who holds it
        "supervisor",  # another supervisor of the same programme
        "former_supervisor",  # supervised the owner until yesterday
        "cover",  # another supervisor, who stands in for the reader now
        "former_cover",  # stood in for the reader until yesterday
        "trainer",  # runs practice days of the same programme
        "coordinator",  # of the same programme
        "governance",  # the same programme's governance lead
        "deputy",  # the governance lead's deputy
        "tpd",  # training programme director of the same programme
        "clinical_lead",  # reads and approves what editors wrote
        "editor",  # content editor
        "outsider",  # a facilitator of another programme
        "outside_supervisor",
        "outside_coordinator",
    }
)
SIGNED_IN = RELATIONS - {"anonymous"}
EVERYBODY = RELATIONS
# Each is appointed somewhere, and has pages of their own.
SUPERVISORS = frozenset({"reader", "supervisor", "former_supervisor", "cover", "former_cover", "outside_supervisor"})


@dataclass(frozen=True)
class Access:
    """Who may GET and who may POST. `subject` names the record that fills the route's arguments in the tests.

    Signed-out people who are not named are sent to sign in; everybody else who is not named gets 404.
    `None` for a method means that the route does not offer it (405 for those who may use the other).
    """

    get: frozenset[str] | None = None
    post: frozenset[str] | None = None
    subject: str = ""

    def __post_init__(self) -> None:
        if unknown := ((self.get or frozenset()) | (self.post or frozenset())) - RELATIONS:
            raise ValueError(f"Unknown relations in the access table: {sorted(unknown)}")


def only(*relations: str) -> frozenset[str]:
    return frozenset(relations)
