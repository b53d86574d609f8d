"""Who may open the page for participants, and the page from where its link is taken."""

from tests.access.relations import EVERYBODY, Access, only

OVERSEERS = only("coordinator", "governance", "deputy", "outside_coordinator")

ACCESS: dict[str, Access] = {
    "impact:say": Access(get=EVERYBODY, post=EVERYBODY, subject="programme_slug"),
    "impact:said": Access(get=EVERYBODY, subject="programme_slug"),
    "impact:about": Access(get=EVERYBODY, subject="programme_slug"),
    "impact:twice": Access(get=EVERYBODY, post=EVERYBODY, subject="programme_slug"),
    "impact:withdraw": Access(get=EVERYBODY, post=EVERYBODY, subject="programme_slug"),
    "impact:withdrawn": Access(get=EVERYBODY, subject="programme_slug"),
    "impact:figures": Access(get=OVERSEERS),
    "impact:link": Access(get=OVERSEERS, post=OVERSEERS),
    "impact:sheet": Access(get=OVERSEERS),
    "impact:code": Access(get=OVERSEERS),
    "report:page": Access(get=OVERSEERS),
    "report:pdf": Access(get=OVERSEERS),
    "report:workbook": Access(get=OVERSEERS),
}
