"""Editors find their ten tasks in the admin, and the course in the order in which learners meet it."""

from bs4 import BeautifulSoup
from django.urls import reverse


def test_an_editor_reads_the_ten_tasks_in_the_admin(cast, sign_in):
    page = BeautifulSoup(sign_in(cast.eddie).get(reverse("editors_guide")).content, "html.parser")
    heads = [head.get_text() for head in page.select(".nice-padding h2")]
    assert [head.split(".")[0] for head in heads] == [str(number) for number in range(1, 11)]


def test_the_explorer_lists_steps_in_course_order_whatever_changed_last(cast, world, sign_in):
    world.steps["acting"].save_revision()
    world.steps["reading"].save_revision()
    answer = sign_in(cast.eddie).get(reverse("wagtailadmin_explore", args=[world.role.pk]))
    page = BeautifulSoup(answer.content, "html.parser")
    titles = [title.get_text(strip=True) for title in page.select("tbody .title .title-wrapper a")]
    assert titles == ["Reading", "Checking", "Acting"]


def test_an_editor_drags_a_step_to_another_place(cast, world, sign_in):
    url = reverse("wagtailadmin_pages:set_page_position", args=[world.steps["acting"].pk])
    sign_in(cast.eddie).post(f"{url}?position=0")
    assert [step.title for step in world.place("acting").module.steps] == ["Acting", "Reading", "Checking"]
