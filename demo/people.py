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


# Days from the beginning of a role until somebody may co-facilitate.
AUTHORISED_AFTER = 25


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
    Person("trainer", "Noor Siddiqui", Role.TRAINER, since=1000),
    Person("trainer", "Noor Siddiqui", Role.TRAINER, programme="dales", since=400),
    Person("coordinator", "Ruth Adair", Role.COORDINATOR, since=1000),
    Person("coordinator.dales", "Piotr Zielinski", Role.COORDINATOR, programme="dales", since=400),
    Person("director", "Frances Boyd", Role.TPD, since=700),
    Person("supervisor.lindqvist", "Karin Lindqvist", Role.SUPERVISOR, programme="dales", since=398),
    Person("supervisor.banerjee", "Anil Banerjee", Role.SUPERVISOR, programme="dales", since=398),
    Person("director.dales", "Colin Fairley", Role.TPD, programme="dales", since=396),
    Person("governance.dales", "Judith Amos", Role.GOVERNANCE, programme="dales", since=398),
    Person("deputy.dales", "Rosalind Kerr", Role.DEPUTY, programme="dales", since=398),
    Person("governance", "Margaret Osei", Role.GOVERNANCE, since=1000),
    Person("deputy", "Alan Whyte", Role.DEPUTY, since=900),
    Person("clinical.lead", "Ingrid Solberg", Role.CLINICAL_LEAD, since=1000),
    Person("editor", "Helen Marsh", Role.EDITOR, since=1000),
    Person("editor.second", "Marcus Bell", Role.EDITOR, since=400),
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
# Authorised elsewhere before they came, and in no pair yet: the pool of demo/waiting.py.
WAITING = (
    Person("asha", "Asha Verma", Role.FACILITATOR, "dales", "General practice", "supervisor.hughes", 80),
    Person("bronwyn", "Bronwyn Ellis", Role.FACILITATOR, "dales", "Psychiatry", "supervisor.hughes", 80),
    Person("chidi", "Chidi Obi", Role.FACILITATOR, "dales", "Paediatrics", "supervisor.hughes", 80),
    Person("dmitri", "Dmitri Volkov", Role.FACILITATOR, "dales", "Anaesthetics", "supervisor.hughes", 80),
    Person("elif", "Elif Kaya", Role.FACILITATOR, "dales", "Emergency medicine", "supervisor.hughes", 80),
    Person("finn", "Finn Larsen", Role.FACILITATOR, "dales", "Core surgery", "supervisor.hughes", 150),
    Person("hugo", "Hugo Brandt", Role.FACILITATOR, "dales", "General practice", "supervisor.hughes", 80),
    Person("greta", "Greta Holm", Role.FACILITATOR, "dales", "Psychiatry", "supervisor.hughes", 80),
)
# Authorised elsewhere too: the pairs of demo/year_of_groups.py.
IN_THE_DALES = (
    Person("rhona", "Rhona Muir", Role.FACILITATOR, "dales", "Psychiatry", "supervisor.lindqvist", 392),
    Person("gareth", "Gareth Pugh", Role.FACILITATOR, "dales", "General practice", "supervisor.lindqvist", 392),
    Person("ines", "Ines Duarte", Role.FACILITATOR, "dales", "Paediatrics", "supervisor.banerjee", 390),
    Person("patrick", "Patrick Quinn", Role.FACILITATOR, "dales", "Anaesthetics", "supervisor.banerjee", 390),
    Person("isla", "Isla Grant", Role.FACILITATOR, "dales", "General practice", "supervisor.lindqvist", 360),
    Person("peter", "Peter Novak", Role.FACILITATOR, "dales", "Emergency medicine", "supervisor.lindqvist", 360),
    Person("marta", "Marta Wolska", Role.FACILITATOR, "dales", "Core surgery", "supervisor.lindqvist", 330),
    Person("kwame", "Kwame Asante", Role.FACILITATOR, "dales", "Acute internal medicine", "supervisor.lindqvist", 330),
    Person("zainab", "Zainab Malik", Role.FACILITATOR, "dales", "Emergency medicine", "supervisor.banerjee", 230),
    Person("lowri", "Lowri Evans", Role.FACILITATOR, "dales", "Obstetrics and gynaecology", "supervisor.banerjee", 230),
)
TRAINED_ELSEWHERE = (*WAITING, *IN_THE_DALES)
# Printed by bin/demo, in this order.
SIGN_INS = (
    ("facilitator", "five sessions held, a log to write, one step new since training"),
    ("newcomer", "half-way through the training"),
    ("supervisor", "a meeting today, logs to read"),
    ("trainer", "a practice day ahead, others recorded"),
    ("coordinator", "somebody to authorise, a certificate to issue"),
    ("director", "a request for protected time to answer"),
    ("supervisor.lindqvist", "a year of meetings, reviews and concerns"),
    ("rhona", "a year of supervision, and a review that is final"),
    ("coordinator.dales", "a year of seven groups, three of them ended"),
    ("director.dales", "another request, and what was agreed in a year"),
    ("governance", "the register of certificates"),
    ("deputy", "the concerns that are not for the governance lead"),
    ("editor", "the training in Wagtail"),
    ("clinical.lead", "a module to read and approve"),
)


def email(account: str) -> str:
    return f"{account}@{DOMAIN}"


def everybody() -> set[str]:
    return {email(person.account) for person in (*STAFF, *FACILITATORS, *TRAINED_ELSEWHERE)}
