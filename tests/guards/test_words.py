"""The words that people read are plain: what `bench/words.py` looks for, it finds, and none of it is left."""

import pytest

from bench.words import HIGHEST_GRADE, Words, banned, grade, of_python, of_template, strings

READ = list(strings())

CLERKS_AND_OURS = [
    ("What it takes stands below.", "Here is what is needed."),
    ("It stands in the record.", "It is kept in the record."),
    ("Ask whoever invited you.", "Ask the person who invited you."),
    ("The facilitators whom you supervise", "The facilitators you supervise"),
    ("Somebody has lost their device", "Someone has lost their device"),
    ("That there was a concern stays.", "We keep a record that a concern was raised."),
    ("This takes no words any more.", "This no longer takes words. Is there any more news?"),
    ("You need a link by mail.", "You need a link by email."),
    ("Confirm your e-mail address", "Confirm your email address"),
    ("Look at the invitations", "See the invitations"),
    ("Say whether you have read it.", "Choose whether you have read it."),
    ("Say how you knew them.", "Write how you knew them."),
    ("Give the date as 24/11/2026.", "Enter the date as 24/11/2026."),
    ("Coordinators see nothing of it.", "Coordinators see only the day."),
    ("This is not yours to do", "You don't have permission to do this"),
    ("Invite them anew.", "Invite them again."),
    ("You have been signed out meanwhile.", "You were signed out."),
    ("Found a group", "You found a way"),
    ("I am sure that it is they.", "I am sure it is them."),
]


def turns_in(text: str) -> int:
    return len(list(banned([Words("groups", "templates/groups/list.html", 1, text)])))


@pytest.mark.parametrize(("clerks", "ours"), CLERKS_AND_OURS)
def test_a_clerks_turn_is_found_and_the_plain_one_is_let_be(clerks, ours):
    assert (turns_in(clerks), turns_in(ours)) == (1, 0)


def test_a_turn_is_found_in_whatever_sentence_it_comes():
    assert turns_in("The day is kept. Say whether you were there") == 1


def test_every_kind_of_string_in_a_template_is_read():
    source = """{# not read #}{% load i18n %}
<p class="{{ not_read|yesno:_("Nought") }}">{% translate "One" %} {% translate 'Two' as title %}</p>
{% blocktranslate trimmed count count=many %}
  Three of
  {{ count }}{% plural %}Four{% endblocktranslate %}
<img alt="Five"> Six {% comment "no" %}not read{% endcomment %}<script>not_read()</script>"""
    read = [(2, "Nought"), (2, "One"), (2, "Two"), (3, "Three of {{ count }}"), (3, "Four"), (6, "Five"), (6, "Six")]
    assert sorted(of_template(source)) == sorted(read)


def test_every_kind_of_gettext_in_python_is_read():
    source = (
        'a = _("One " "more")\nb = ngettext("Two", "Three", n)\nc = pgettext("not read", "Four")\nd = other("not read")'
    )
    assert list(of_python(source)) == [(1, "One more"), (2, "Two"), (2, "Three"), (3, "Four")]


def test_hard_words_have_a_higher_grade_than_plain_ones():
    plain = "You can see that a concern exists and when it was raised."
    hard = (
        "Confidentiality obligations notwithstanding, administrative personnel may ascertain institutional particulars."
    )
    assert (grade([plain]) < HIGHEST_GRADE, grade([hard]) > 2 * HIGHEST_GRADE) == (True, True)


def test_labels_do_not_make_the_grade_lower():
    hard = (
        "Confidentiality obligations notwithstanding, administrative personnel may ascertain institutional particulars."
    )
    assert grade([hard, *["Save", "Send"] * 50]) == grade([hard])


def test_no_banned_turn_is_left():
    assert [(words.path, words.text) for words, _turn in banned(READ)] == []


def test_each_app_can_be_read_by_a_child_of_thirteen():
    grades = {app: grade({words.text for words in READ if words.app == app}) for app in {words.app for words in READ}}
    assert {app: reached for app, reached in grades.items() if reached > HIGHEST_GRADE} == {}
