"""What an award takes, counted for one person and one programme, with figures."""

from datetime import timedelta

from certificates.counting import KINDS
from certificates.models import AwardRule
from certificates.queries import standing_of
from certificates.services import ensure_award, issue_certificate
from groups.models import GroupSession
from tests.certificates import making
from tests.figures import award_items, sessions_cofacilitated, supervisions_attended

NAMES = ["Authorised to co-facilitate", "Sessions co-facilitated", "Supervision meetings attended"]


def details(cast, person=None) -> list[str]:
    return [item.detail for item in award_items(ensure_award(cast.thames), person or cast.anna, cast.now)]


def test_each_kind_of_rule_can_be_counted():
    assert set(KINDS) == set(AwardRule.Kind.values)


def test_each_item_by_name_with_its_figure_and_who_acts_next(cast):
    making.sessions(cast, 4)
    making.meetings(cast, 1)
    items = award_items(ensure_award(cast.thames), cast.anna, cast.now)
    since = f"Since {cast.now - timedelta(days=365):%-d %B %Y}"
    assert [(item.label, item.done, item.detail, item.who_next) for item in items] == [
        (NAMES[0], True, since, ""),
        (NAMES[1], False, "4 of 6 sessions", "Anna Okoye"),
        (NAMES[2], False, "1 of 2 meetings", "Sam Reyes"),
    ]


def test_enough_is_done_and_more_is_said(cast):
    making.sessions(cast, 7)
    making.meetings(cast, 2)
    items = award_items(ensure_award(cast.thames), cast.anna, cast.now)
    assert [(item.done, item.detail) for item in items[1:]] == [
        (True, "7 sessions (6 needed)"),
        (True, "2 meetings (2 needed)"),
    ]


def test_the_counts_are_those_of_the_apps_that_hold_the_rows(cast):
    making.sessions(cast, 3)
    making.sessions(cast, 1, group=cast.birch, facilitators=[cast.farah])
    making.meetings(cast, 2)
    for person, sessions, meetings in ((cast.anna, 3, 2), (cast.ben, 3, 0), (cast.farah, 1, 0)):
        assert sessions_cofacilitated(person, cast.thames.pk) == sessions
        assert supervisions_attended(person, cast.thames.pk) == meetings
        said = "2 meetings (2 needed)" if meetings == 2 else "0 of 2 meetings"
        assert details(cast, person)[1:] == [f"{sessions} of 6 sessions", said]


def test_only_held_sessions_count(cast):
    making.sessions(cast, 3)
    GroupSession.objects.order_by("local_date").filter(pk=GroupSession.objects.first().pk).update(state="nobody_came")
    assert details(cast)[1] == "2 of 6 sessions"


def test_what_was_done_in_another_programme_does_not_count(cast):
    making.sessions(cast, 6, group=cast.cedar, facilitators=[cast.anna])
    assert details(cast)[1] == "0 of 6 sessions"


def test_an_authorisation_that_has_ended_is_missing_again(cast):
    cast.anna.authorisations.update(ends_at=cast.now)
    item = award_items(ensure_award(cast.thames), cast.anna, cast.now)[0]
    assert (item.done, item.detail, item.who_next) == (False, "Not yet", "a coordinator")


def test_nothing_ahead_of_now_counts(cast):
    making.sessions(cast, 3)
    earlier = cast.now - timedelta(days=5)
    items = award_items(ensure_award(cast.thames), cast.anna, earlier)
    assert items[1].detail == "2 of 6 sessions"


def test_a_renewal_counts_from_the_day_after_the_last_certificate(cast):
    award = making.meet_the_award(cast)
    issue_certificate(award=award, person=cast.anna, by=cast.cora, now=cast.now)
    assert details(cast)[1:] == ["0 of 6 sessions", "0 of 2 meetings"]
    today = f"{cast.now:%-d %B %Y}"
    assert [item.label for item in award_items(award, cast.anna, cast.now)] == [
        NAMES[0],
        f"{NAMES[1]} since {today}",
        f"{NAMES[2]} since {today}",
    ]
    # Ben, of the same pair, holds none: his sessions still count.
    assert details(cast, cast.ben)[1] == "6 sessions (6 needed)"


def test_the_first_award_is_made_once_and_left_as_an_editor_changed_it(cast):
    award = ensure_award(cast.thames)
    award.name = "Changed"
    award.save()
    assert ensure_award(cast.thames).name == "Changed"
    rules = list(award.rules.values_list("kind", "threshold"))
    assert rules == [("authorised", 1), ("sessions", 6), ("supervisions", 2)]
    assert ensure_award(cast.dales) != award


def test_an_award_without_rules_is_met_by_nobody(cast):
    award = ensure_award(cast.thames)
    award.rules.all().delete()
    assert standing_of(cast.anna, cast.thames, cast.now).awards == []
