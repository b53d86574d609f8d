"""In a large programme, no screen reads a table from end to end: the plan of every query of every screen.

The screens are those of the access table. What reads one all the same is named here, with the reason; a line that is
no longer needed fails too.
"""

from collections import defaultdict
from typing import Any

import pytest
from django.db import connection

from tests.people import Cast
from tests.plans import distinct, faults_of, write_large_statistics
from tests.screens import Screen, client_of, screens_of, shown_routes
from tests.undone import afterwards_as_before

pytestmark = pytest.mark.once

# Whose screens ask all that the others' ask.
SEEN_AS = ("owner", "reader", "coordinator", "governance")

EVERYBODY = "a page, a table or a number about everybody of one programme: once over its people, never once for each"
CHOICE = "the people of one programme who could be chosen, sorted by name: the first twenty are read"
OPEN_ONLY = "looks at what is open or recent in one programme"
BY_RULE = "asks who may see it of each row that a narrower condition left; of concerns there are few"

# Route -> table -> why it is read.
ALLOWED = {
    "agreements:detail": {"people_telephone": BY_RULE},
    "apart:list": {"people_appointment": CHOICE},
    "asked_again": {"people_authorisation": EVERYBODY},
    "certificates:download": {"people_appointment": EVERYBODY},
    "certificates:issue_many": {"people_appointment": EVERYBODY},
    "certificates:readiness": {"people_appointment": EVERYBODY},
    "concerns:detail": {"people_appointment": BY_RULE},
    "concerns:list": {"people_appointment": BY_RULE, "people_user": BY_RULE, "supervision_concern": BY_RULE},
    "concerns:over_time": {"supervision_concern": BY_RULE},
    "concerns:table": {"supervision_concern": BY_RULE},
    "enquiries:inbox": {"groups_enquiry": OPEN_ONLY},
    "enquiries:set_up": {"groups_enquiry": OPEN_ONLY},
    "groups:detail": {"groups_peergroup": EVERYBODY},
    "groups:history": {"groups_peergroup": EVERYBODY},
    "groups:list": {"groups_peergroup": EVERYBODY},
    "groups:pair": {"groups_peergroup": CHOICE},
    "groups:session_edit": {"people_authorisation": CHOICE},
    "health:map": {"groups_peergroup": EVERYBODY, "people_authorisation": EVERYBODY},
    "impact:figures": {"groups_facilitation": EVERYBODY},
    "overlooked:list": {"groups_peergroup": EVERYBODY, "people_appointment": EVERYBODY},
    "pages:my_day": {
        "groups_peergroup": EVERYBODY,
        "people_appointment": EVERYBODY,
        "people_authorisation": EVERYBODY,
        "people_supervisionassignment": EVERYBODY,
        "people_user": OPEN_ONLY,
    },
    "pages:my_words": {"people_appointment": BY_RULE},
    "pairing:instead": {
        "groups_peergroup": EVERYBODY,
        "people_authorisation": EVERYBODY,
        "people_supervisionassignment": EVERYBODY,
    },
    "people:propose": {"people_user": CHOICE},
    "people:propose_many": {"people_user": CHOICE},
    "people:roster": {"people_appointment": EVERYBODY},
    "practice:observe": {"groups_peergroup": CHOICE, "people_appointment": CHOICE},
    "second_factor:lost": {"people_appointment": OPEN_ONLY},
}


def asked_by_screens(cast: Cast) -> dict[str, tuple[Any, str]]:
    """Query -> its values, and the route that asks it first."""
    found: dict[str, tuple[Any, str]] = {}
    for route, access in shown_routes().items():
        with afterwards_as_before():
            for screen in screens_of(route, access, cast, SEEN_AS):
                for sql, params in asked(screen, cast).items():
                    found.setdefault(sql, (params, route))
    return found


def asked(screen: Screen, cast: Cast) -> dict[str, Any]:
    client = client_of(screen.relation, cast)
    seen: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        client.get(screen.url)
    return distinct(seen)


def test_no_screen_reads_a_whole_table_that_grows_but_for_these(cast):
    write_large_statistics()
    read: dict[str, set[str]] = defaultdict(set)
    for sql, (params, route) in asked_by_screens(cast).items():
        for fault in faults_of(sql, params):
            read[route].add(fault.table)
    assert {route: sorted(tables) for route, tables in read.items()} == {
        route: sorted(tables) for route, tables in ALLOWED.items()
    }
