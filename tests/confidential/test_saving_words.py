"""Saving a draft: repeats, lost answers, two devices, and what is refused."""

from datetime import timedelta

import pytest

from confidential.models import AccessEntry, KeptCopy
from confidential.services import (
    LONGEST_PART,
    MOST_PARTS,
    Clash,
    Saved,
    begin_words,
    freeze,
    open_sealed,
    save_words,
    text_of,
)
from foundation.refusals import Refusal


def words_of(record):
    text_of(record)
    return dict(open_sealed(record, viewer=record.owner, now=record.started_at))


def kept(record):
    copies = KeptCopy.objects.filter(original=record.text_id).select_related("text").order_by("kept_at", "pk")
    return [dict(open_sealed(copy, viewer=record.owner, now=record.started_at)) for copy in copies]


def save(log, words, *, base, tab="a", sequence=None, later=0):
    parts = words if isinstance(words, dict) else {"hard": words}
    now = log.started_at + timedelta(seconds=later)
    return save_words(log, parts, base=base, tab=tab, sequence=sequence, now=now)


def test_words_are_saved_as_the_next_version(log):
    assert (save(log, "one", base=0), save(log, "two", base=1)) == (Saved(1), Saved(2))
    assert words_of(log) == {"hard": "two"}


def test_saving_the_same_words_again_is_saving_them_once(log):
    assert [save(log, "one", base=0), save(log, "one", base=0), save(log, "one", base=7)] == [Saved(1)] * 3
    assert (text_of(log).version, kept(log)) == (1, [])


def test_a_part_that_is_not_sent_keeps_its_words(log):
    save(log, {"hard": "the silence", "went_well": "the ending"}, base=0)
    save(log, {"hard": ""}, base=1)
    assert words_of(log) == {"hard": "", "went_well": "the ending"}


def test_an_empty_part_is_nothing_new(log):
    assert save(log, {"hard": "", "went_well": ""}, base=0) == Saved(0)


def test_words_written_on_an_older_version_are_kept_beside_the_newer_ones(log):
    save(log, "from the desk", base=0, tab="desk")
    clash = save(log, "from the phone", base=0, tab="phone")
    assert (type(clash), clash.version) == (Clash, 1)
    assert (words_of(log), kept(log)) == ({"hard": "from the desk"}, [{"hard": "from the phone"}])


def test_a_tab_that_goes_on_after_a_clash_has_one_copy_with_its_latest_words(log):
    save(log, "from the desk", base=0, tab="desk")
    for words in ("from the pho", "from the phone", "from the phone"):
        save(log, words, base=0, tab="phone")
    assert (words_of(log), kept(log)) == ({"hard": "from the desk"}, [{"hard": "from the phone"}])


def test_each_tab_has_a_copy_of_its_own(log):
    for second, tab in enumerate(("desk", "phone", "tablet")):
        save(log, f"from the {tab}", base=0, tab=tab, later=second)
    assert kept(log) == [{"hard": "from the phone"}, {"hard": "from the tablet"}]


def test_a_tab_whose_answer_was_lost_goes_on_without_quarrelling_with_itself(log):
    save(log, "one", base=0, sequence=1)
    assert save(log, "one two", base=0, sequence=2) == Saved(2)
    assert (words_of(log), kept(log)) == ({"hard": "one two"}, [])


def test_a_request_that_arrives_late_changes_nothing(log):
    save(log, "one two", base=0, sequence=2)
    assert save(log, "one", base=0, sequence=1) == Saved(1)
    assert (words_of(log), kept(log)) == ({"hard": "one two"}, [])


def test_a_lost_answer_excuses_no_tab_once_another_device_has_written(log):
    save(log, "one", base=0, tab="phone", sequence=1)
    save(log, "one, and the desk", base=1, tab="desk", sequence=1)
    assert isinstance(save(log, "one two", base=0, tab="phone", sequence=2), Clash)
    assert (words_of(log), kept(log)) == ({"hard": "one, and the desk"}, [{"hard": "one two"}])


def test_a_late_request_does_not_set_a_kept_copy_back(log):
    save(log, "from the desk", base=0, tab="desk", sequence=1)
    save(log, "from the phone", base=0, tab="phone", sequence=2)
    save(log, "from the pho", base=0, tab="phone", sequence=1)
    assert kept(log) == [{"hard": "from the phone"}]


def test_without_the_script_a_page_sent_twice_with_other_words_clashes(log):
    save(log, "one", base=0)
    assert isinstance(save(log, "two", base=0), Clash)


def test_the_words_of_a_frozen_text_are_refused_and_stay_as_they_were(log):
    save(log, "one", base=0)
    freeze(log)
    with pytest.raises(Refusal, match="no longer be changed"):
        save(log, "two", base=1)
    assert words_of(log) == {"hard": "one"}


def test_a_record_that_takes_no_more_words_refuses_them(log):
    save(log, "one", base=0)
    log.state = "shared"
    with pytest.raises(Refusal, match="no longer be changed"):
        save(log, "two", base=1)
    assert words_of(log) == {"hard": "one"}


def test_a_part_that_is_too_long_is_refused_and_one_that_just_fits_is_not(log):
    assert save(log, "x" * LONGEST_PART, base=0) == Saved(1)
    with pytest.raises(Refusal, match="20,000"):
        save(log, "x" * (LONGEST_PART + 1), base=1)


def test_too_many_parts_are_refused(log):
    with pytest.raises(Refusal, match="too many"):
        save(log, {f"part{number}": "x" for number in range(MOST_PARTS + 1)}, base=0)


def test_parts_do_not_pile_up_from_one_saving_to_the_next(log):
    save(log, {f"first{number}": "x" for number in range(MOST_PARTS)}, base=0)
    with pytest.raises(Refusal, match="too many"):
        save(log, {"one_more": "x"}, base=1)
    with pytest.raises(Refusal, match="too many"):
        save(log, {"one_more": "x"}, base=0, tab="phone")
    assert (len(words_of(log)), kept(log)) == (MOST_PARTS, [])


def test_writing_leaves_no_line_on_the_trail(log):
    save(log, "one", base=0)
    words_of(log)
    assert AccessEntry.objects.count() == 0


def test_beginning_twice_is_beginning_once(log):
    assert begin_words(log, now=log.started_at) == begin_words(type(log).objects.get(), now=log.started_at)


def test_two_devices_that_save_at_once_lose_nothing(log, at_once):
    """Real threads, each with its own connection to the database file, saving over each other twenty times."""
    begin_words(log, now=log.started_at)

    def device(tab):
        def write():
            base, outcomes = 0, []
            for number in range(20):
                outcome = save(type(log).objects.get(), f"{tab} {number}", base=base, tab=tab, sequence=number)
                outcomes.append(outcome)
                base = outcome.version if isinstance(outcome, Saved) else base
            return outcomes

        return write

    at_once(device("desk"), device("phone"))
    log = type(log).objects.get()
    assert {words_of(log)["hard"], *(copy["hard"] for copy in kept(log))} == {"desk 19", "phone 19"}


def test_two_pages_that_open_at_once_begin_one_text(log, at_once):
    def open_page():
        return begin_words(type(log).objects.get(), now=log.started_at).pk

    assert len(set(at_once(open_page, open_page, open_page))) == 1
