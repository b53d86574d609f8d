"""My day names who sees that somebody asks to be checked in with: those who then have it, and nobody else."""

import pytest
from bs4 import BeautifulSoup

from people.models import CoverWindow, User
from supervision.check_ins.models import CheckIn
from supervision.check_ins.queries import who_sees, who_would_see
from supervision.check_ins.services import ask_to_check_in


def has_it(check_in: CheckIn, now) -> set[str]:
    return {
        str(person) for person in User.objects.all() if CheckIn.objects.received_by(person, now).filter(pk=check_in.pk)
    }


@pytest.mark.parametrize("covered", [True, False])
def test_those_named_are_those_who_have_it(cast, covered):
    if not covered:
        CoverWindow.objects.filter(cover=cast.clara).update(ends_at=cast.now)
    before = {str(person) for person in who_would_see(cast.anna, cast.now)}
    asked = ask_to_check_in(by=cast.anna, now=cast.now)
    after = {str(person) for person in who_sees(asked, cast.now)}
    assert before == after == has_it(asked, cast.now) == ({"Sam Reyes", "Clara Voss"} if covered else {"Sam Reyes"})


def test_my_day_says_so_before_and_after(cast, sign_in):
    anna = sign_in(cast.anna)
    told = []
    for _ in range(2):
        page = BeautifulSoup(anna.get("/me/").content, "html.parser")
        told += [line.get_text(" ", strip=True) for line in page.select(".hf-audience")]
        anna.post("/check-ins/ask/")
    assert told == [
        "You, Sam Reyes and Clara Voss can see that you ask",
        "You, Sam Reyes and Clara Voss can see that you asked",
    ]
