"""The review that a module shows to learners: the newest of a clinical lead, and whether it is as they read it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from courses.signing.models import ClinicalSignOff, Covered, SignedPage
from foundation.days import local_day


@dataclass(frozen=True)
class Review:
    """Which clinician read all of a module, and when. `changed` since: other words are live now."""

    name: str
    post: str
    day: date
    changed: bool = False


@dataclass(frozen=True)
class Approved:
    """The newest review of a module, and what was ever approved of it."""

    newest: ClinicalSignOff
    covered: Covered = field(default_factory=frozenset)

    def review(self, live: Iterable[tuple[UUID, str]]) -> Review:
        """`live` are the pages that learners have; a page of which no digest was kept has not changed since it was."""
        changed = any(page not in self.covered for page in live if page[1] and self.covered)
        sign_off = self.newest
        return Review(sign_off.name, sign_off.post, local_day(sign_off.decided_at or sign_off.sent_at), changed)


def approved_modules() -> Mapping[UUID, Approved]:
    """Two queries."""
    covered: dict[UUID, set[tuple[UUID, str]]] = defaultdict(set)
    pages = SignedPage.objects.filter(sign_off__state=ClinicalSignOff.State.APPROVED)
    for module, key, digest in pages.values_list("sign_off__module_key", "page_key", "digest"):
        covered[module].add((key, digest))
    newest = {row.module_key: row for row in ClinicalSignOff.objects.approved().reviews().order_by("decided_at")}
    return {module: Approved(row, frozenset(covered[module])) for module, row in newest.items()}
