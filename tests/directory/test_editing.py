"""Content editors keep the directory, in the admin; nobody else does."""

from datetime import timedelta

from bs4 import BeautifulSoup

from directory.models import HelpService

LIST = "/admin/help-services/"


def add(name: str, now, days_ago: int) -> HelpService:
    return HelpService.objects.create(
        name=name,
        what_for="Talking",
        strength="urgent",
        phone="1",
        hours="Always",
        nations="England",
        last_checked=now.date() - timedelta(days=days_ago),
    )


def test_what_was_checked_longest_ago_comes_first(cast, sign_in, now):
    for name, days in (("Fresh", 1), ("Stale", 200), ("Older", 50)):
        add(name, now, days)
    html = BeautifulSoup(sign_in(cast.eddie).get(LIST).content, "html.parser")
    rows = [[cell.get_text(" ", strip=True) for cell in row("td")] for row in html.select("table.listing tbody tr")]
    assert [row[-1] for row in rows] == ["Ring it and check", "Checked", "Checked"]
    assert [row[0].split()[0] for row in rows] == ["Stale", "Older", "Fresh"]


def test_an_editor_corrects_a_number(cast, sign_in, now):
    service = add("Line", now, 100)
    facts = {
        "name": "Line",
        "what_for": "Talking",
        "strength": "urgent",
        "audience": "anyone",
        "position": 1,
        "phone": "116 123",
        "need": "talk",
        "shown": "on",
        "hours": "Always",
        "nations": "England",
        "last_checked": now.date().isoformat(),
    }
    assert sign_in(cast.eddie).post(f"{LIST}edit/{service.pk}/", facts).status_code == 302
    service.refresh_from_db()
    assert (service.phone, service.needs_checking(now.date())) == ("116 123", False)


def test_a_facilitator_and_a_coordinator_do_not_get_there(cast, sign_in):
    assert {sign_in(person).get(LIST).status_code for person in (cast.anna, cast.cora)} == {404}
