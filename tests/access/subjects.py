"""How a record behind a route is made: each kind under its name."""

from collections.abc import Callable

from tests.people import Cast

Builder = Callable[[Cast], dict[str, object]]
SUBJECTS: dict[str, Builder] = {}


def subject(name: str) -> Callable[[Builder], Builder]:
    def register(builder: Builder) -> Builder:
        SUBJECTS[name] = builder
        return builder

    return register


def by_pk(record) -> dict[str, object]:
    return {"pk": record.pk}
