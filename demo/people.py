"""The demo's people: invented, deterministic, and all at example.org."""

from dataclasses import dataclass

from people.models import Role

PASSWORD = "holdfast demo 2026"  # noqa: S105 -- printed by bin/demo; the demo holds nobody's data
DOMAIN = "example.org"

SPECIALTIES = (
    "Emergency medicine",
    "General practice",
    "Paediatrics",
    "Anaesthetics",
    "Psychiatry",
    "Core surgery",
    "Obstetrics and gynaecology",
    "Acute internal medicine",
)

# slug -> (name, organisation, region)
PROGRAMMES = {
    "valley": ("Valley peer groups", "Valley Deanery (demonstration)", "Thames Valley"),
    "dales": ("Dales peer groups", "Dales Hospitals Trust (demonstration)", "Yorkshire and the Humber"),
}


@dataclass(frozen=True)
class Person:
    """`account` is what stands before @example.org; `since` is days ago."""

    account: str
    name: str
    role: Role
    programme: str = "valley"
    specialty: str = ""
    supervisor: str = ""
    since: int = 330


STAFF = (
    Person("supervisor", "Priya Raman", Role.SUPERVISOR, since=1000),
    Person("supervisor.hughes", "Owen Hughes", Role.SUPERVISOR, since=1000),
    Person("supervisor.hughes", "Owen Hughes", Role.SUPERVISOR, programme="dales", since=400),
    Person("coordinator", "Ruth Adair", Role.COORDINATOR, since=1000),
    Person("coordinator.dales", "Piotr Zielinski", Role.COORDINATOR, programme="dales", since=400),
    Person("governance", "Margaret Osei", Role.GOVERNANCE, since=1000),
    Person("deputy", "Alan Whyte", Role.DEPUTY, since=900),
    Person("editor", "Helen Marsh", Role.EDITOR, since=1000),
)
FACILITATORS = (
    Person("facilitator", "Amara Nwosu", Role.FACILITATOR, specialty="Emergency medicine", supervisor="supervisor"),
    Person("daniel", "Daniel Price", Role.FACILITATOR, specialty="General practice", supervisor="supervisor"),
    Person("leila", "Leila Haddad", Role.FACILITATOR, specialty="Paediatrics", supervisor="supervisor"),
    Person("tom", "Tom Whitfield", Role.FACILITATOR, specialty="Anaesthetics", supervisor="supervisor", since=960),
    Person("mei", "Mei Lin", Role.FACILITATOR, specialty="Psychiatry", supervisor="supervisor.hughes"),
    Person(
        "joseph",
        "Joseph Adeyemi",
        Role.FACILITATOR,
        specialty="Core surgery",
        supervisor="supervisor.hughes",
        since=960,
    ),
    Person(
        "sofia",
        "Sofia Rossi",
        Role.FACILITATOR,
        specialty="Obstetrics and gynaecology",
        supervisor="supervisor.hughes",
        since=120,
    ),
    Person(
        "callum",
        "Callum Reid",
        Role.FACILITATOR,
        specialty="Acute internal medicine",
        supervisor="supervisor.hughes",
        since=120,
    ),
    Person(
        "newcomer", "Hannah Clarke", Role.FACILITATOR, specialty="General practice", supervisor="supervisor", since=20
    ),
    Person("imran", "Imran Sheikh", Role.FACILITATOR, specialty="Core surgery", supervisor="supervisor", since=60),
    Person("nadia", "Nadia Kowalska", Role.FACILITATOR, "dales", "Psychiatry", "supervisor.hughes", 300),
    Person("ewan", "Ewan MacLeod", Role.FACILITATOR, "dales", "Acute internal medicine", "supervisor.hughes", 300),
)
# Printed by bin/demo, in this order.
SIGN_INS = (
    ("facilitator", "five sessions held, a log to write, one step new since training"),
    ("newcomer", "half-way through the training"),
    ("supervisor", "a meeting today, logs to read"),
    ("coordinator", "somebody to authorise, a certificate to issue"),
    ("governance", "the register of certificates"),
    ("deputy", "the concerns that are not for the governance lead"),
    ("editor", "the training in Wagtail"),
)


def email(account: str) -> str:
    return f"{account}@{DOMAIN}"


def everybody() -> set[str]:
    return {email(person.account) for person in (*STAFF, *FACILITATORS)}
