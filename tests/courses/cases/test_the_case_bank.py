"""Made-up moments: loaded once, the editors' from then on, drawn in threes by supervisors and trainers."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

from courses.cases.models import CaseMoment
from courses.cases.queries import draw
from courses.cases.services import make_cases
from courses.cases.texts import read_cases
from courses.cases.themes import Theme
from courses.content_entries import ContentError
from tests.courses.curriculum import SENTENCE_ENDS, WORD, grade
from tests.courses.test_content_people import NAMES

URL = "/cases/"
ADMIN = "/admin/case_bank/"


@pytest.fixture
def bank(db):
    make_cases(moments=read_cases(settings.ROOT / "content"))


def make(number, *themes):
    return [
        CaseMoment.objects.create(moment=f"Moment {at} of {themes}.", listen_for="A note.", themes=list(themes))
        for at in range(number)
    ]


def shown(client, url=URL):
    page = BeautifulSoup(client.get(url).content, "html.parser")
    return [card.p.text.strip() for card in page.select("section.hf-card")]


def test_there_are_thirty_and_loading_again_makes_none(bank):
    assert (CaseMoment.objects.count(), make_cases(moments=read_cases(settings.ROOT / "content"))) == (30, 0)


def test_what_an_editor_changed_stays_changed(bank):
    CaseMoment.objects.update(moment="Ours.")
    make_cases(moments=read_cases(settings.ROOT / "content"))
    assert set(CaseMoment.objects.values_list("moment", flat=True)) == {"Ours."}


def test_what_an_editor_took_away_stays_away(bank, cast, sign_in):
    gone = CaseMoment.objects.first()
    assert sign_in(cast.eddie).post(f"{ADMIN}delete/{gone.pk}/").status_code == 302
    make_cases(moments=read_cases(settings.ROOT / "content"))
    assert (CaseMoment.objects.count(), CaseMoment.objects.filter(pk=gone.pk).exists()) == (29, False)


def test_each_theme_can_be_drawn(bank):
    few = {theme: len({moment.pk for moment in draw(theme=theme)}) for theme in Theme.values}
    assert few == dict.fromkeys(Theme.values, 3)


def test_one_draw_after_another_goes_through_the_bank(bank):
    drawn = [moment.pk for number in range(10) for moment in draw(number=number)]
    assert len(set(drawn)) == 30


def test_the_same_draw_is_the_same_three(bank):
    assert draw(theme="pair", number=1) == draw(theme="pair", number=1)


def test_a_draw_of_few_has_each_once(db):
    make(2, "pair")
    make(4, "role")
    assert [len(draw(theme="pair", number=number)) for number in range(3)] == [2, 2, 2]


def test_the_page_shows_three_of_the_theme_and_leads_to_others(cast, sign_in):
    make(4, "pair")
    make(1, "role")
    client = sign_in(cast.sam)
    first, others = (shown(client, f"{URL}?theme=pair&draw={number}") for number in (0, 1))
    assert (len(first), len({*first, *others})) == (3, 4)


@pytest.mark.parametrize("asked", ["theme=none", "draw=-1", "draw=x", "draw=99999999999", "theme=&draw="])
def test_a_made_up_address_shows_the_first_draw(cast, sign_in, asked):
    make(3, "pair")
    assert len(shown(sign_in(cast.sam), f"{URL}?{asked}")) == 3


def test_an_empty_bank_says_what_to_do(cast, sign_in):
    assert "ask an editor for one" in sign_in(cast.sam).get(URL).content.decode()


def test_a_trainer_draws_and_finds_it_on_my_day(cast, sign_in):
    make(1, "pair")
    client = sign_in(cast.by_relation()["trainer"])
    assert (len(shown(client)), "Moments to talk about" in client.get("/me/").content.decode()) == (1, True)


def test_an_editor_writes_one(cast, sign_in):
    given = {"moment": "Somebody laughs.", "listen_for": "At whom?", "themes": ["role", "pair"]}
    sign_in(cast.eddie).post(f"{ADMIN}new/", given)
    assert CaseMoment.objects.values_list("moment", "themes").get() == ("Somebody laughs.", ["role", "pair"])


@pytest.mark.parametrize("themes", [[], ["role", "pair", "online", "moral"], ["none"]])
def test_one_to_three_themes_are_asked_for(cast, sign_in, themes):
    given = {"moment": "Somebody laughs.", "listen_for": "At whom?", "themes": themes}
    page = sign_in(cast.eddie).post(f"{ADMIN}new/", given)
    assert (page.status_code, CaseMoment.objects.exists()) == (200, False)
    assert "Somebody laughs." in page.content.decode()


def test_a_file_with_faults_is_refused_with_each_named(tmp_path):
    (tmp_path / "cases.yaml").write_text(
        "- {key: one, themes: [none], moment: A., listen_for: B.}\n- {key: two, themes: [pair], moment: A.}\n"
    )
    with pytest.raises(ContentError) as error:
        read_cases(tmp_path)
    assert len(error.value.problems) == 2


@pytest.mark.parametrize("many", [1, 30])
def test_the_page_takes_as_many_queries_for_one_as_for_many(cast, sign_in, django_assert_max_num_queries, many):
    make(many, "pair")
    client = sign_in(cast.sam)
    client.get(URL)
    with django_assert_max_num_queries(9):
        client.get(URL)


MOMENTS = read_cases(settings.ROOT / "content")


def test_nobody_of_the_modules_is_in_a_moment():
    """A moment is nobody's story, and no learner shall look for the person in the course."""
    words = {word.strip('.,?!"') for moment in MOMENTS for word in moment.moment.split()}
    assert words & NAMES == set()


def test_moments_read_as_easily_as_the_modules():
    hard = {moment.moment: found for moment in MOMENTS if (found := grade(_sentences(moment.moment))) > 7}
    assert hard == {}


def _sentences(text):
    return [
        WORD.findall(sentence) for sentence in SENTENCE_ENDS.split(text.replace("\n", " ")) if WORD.findall(sentence)
    ]
