"""The privacy page says all that is held, for whom and how long: each part of the file of "my data" is on it."""

import pytest
from bs4 import BeautifulSoup

from foundation.exports import exports
from pages.personal_data import BESIDE, PARTS, all_personal_data


@pytest.fixture
def rows(client, db) -> list[list[str]]:
    page = BeautifulSoup(client.get("/privacy/").content, "html.parser")
    return [
        [cell.select("span")[-1].get_text(" ", strip=True) for cell in row.select("th, td")]
        for row in page.select("tbody tr")
    ]


def test_every_part_of_the_export_is_described():
    assert {name for name, _part in exports} == set(PARTS)


def test_the_page_shows_each_with_its_readers_and_its_time(rows):
    told = {**BESIDE, **PARTS}
    assert rows == [[str(item.what), str(item.who), str(item.how_long)] for item in told.values()]
    assert len(all_personal_data()) == len(rows) > 20


def test_no_cell_is_empty_and_nothing_is_said_twice(rows):
    assert [row for row in rows if not all(row)] == []
    assert len({row[0] for row in rows}) == len(rows)
