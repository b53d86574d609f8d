"""Never lose a word: the seven ways to lose some, and the conditions under which a device may keep a copy.

On the editor of a log, as Amara, who has a draft with nothing yet under the prompt that is used here.
"""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import DESK, PHONE, sign_in
from tests.browser.writing import SAVED, WRITER, box, cut_off, device, draft_of, kill, line, on_another_device, saved


@pytest.fixture
def editor(site) -> str:
    return draft_of(site, WRITER)


@pytest.fixture
def writing(phone, editor) -> Page:
    """Amara's phone, on the editor."""
    sign_in(phone, WRITER)
    phone.goto(editor)
    assert box(phone).input_value() == ""
    return phone


# The seven -----------------------------------------------------------------------------------------------------------


def test_1_words_are_saved_while_somebody_types(writing, editor, open_browser):
    box(writing).press_sequentially("Guilt after a night shift.", delay=20)
    assert len(device(writing)) == 1
    expect(writing.locator("[data-words-line]")).to_have_text(SAVED)
    saved(writing)
    assert on_another_device(open_browser, editor) == "Guilt after a night shift."


def test_2_offline_words_stay_on_the_device_and_go_with_the_network_back(writing, editor, open_browser):
    writing.context.set_offline(True)
    box(writing).fill("Written in the lift.")
    expect(line(writing)).to_contain_text("Not saved yet: you are offline. Kept on this device.")
    writing.context.set_offline(False)
    saved(writing)
    assert on_another_device(open_browser, editor) == "Written in the lift."


def test_3_a_tab_that_was_killed_offline_brings_its_words_back(writing, editor, open_browser):
    writing.context.set_offline(True)
    box(writing).fill("Written in the lift.")
    kill(writing)
    writing.context.set_offline(False)
    again = writing.context.new_page()
    again.goto(editor)
    expect(box(again)).to_have_value("Written in the lift.")
    expect(line(again)).to_contain_text("We have brought back the words kept on this device.")
    saved(again)
    assert on_another_device(open_browser, editor) == "Written in the lift."


def test_4_signed_out_by_time_the_writer_signs_in_beside_and_words_follow(writing, site, editor, open_browser):
    site.change("DELETE FROM django_session")
    box(writing).fill("Half a sentence, then bleep.")
    expect(line(writing)).to_contain_text("Not saved yet: you have been signed out. Kept on this device.")
    with writing.context.expect_page() as opened:
        line(writing).get_by_role("link", name="Sign in again in a new tab").click()
    beside = opened.value
    beside.get_by_label("Email address").fill(f"{WRITER}@example.org")
    beside.get_by_label("Password").fill("holdfast demo 2026")
    beside.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(beside.get_by_role("heading", level=1)).to_have_text("You are signed in again")
    expect(box(writing)).to_have_value("Half a sentence, then bleep.")
    beside.close()
    writing.bring_to_front()
    saved(writing)
    assert on_another_device(open_browser, editor) == "Half a sentence, then bleep."


def test_5_when_the_server_fails_and_the_tab_is_closed_the_next_visit_saves(writing, editor, open_browser):
    writing.watch.faults_expected = True
    writing.route("**/words/*/save/", lambda route: route.fulfill(status=500, body="fault"))
    box(writing).fill("The server is down.")
    expect(line(writing)).to_contain_text("the fault is ours, not yours. Trying again. Kept on this device.")
    kill(writing)
    again = writing.context.new_page()
    again.goto(editor)
    saved(again)
    assert on_another_device(open_browser, editor) == "The server is down."


def test_words_typed_before_the_script_has_come_are_saved(phone, editor, open_browser):
    """A phone on a slow line shows the box some seconds before the script that saves what is in it."""
    sign_in(phone, WRITER)
    waiting: list[Route] = []

    def hold_back(route: Route) -> None:
        waiting.append(route)

    phone.route("**/words*.js", hold_back)
    with phone.expect_request("**/words*.js"):
        phone.goto(editor, wait_until="commit")
    box(phone).fill("Quicker than the script.")
    waiting.pop().continue_()
    saved(phone)
    assert on_another_device(open_browser, editor) == "Quicker than the script."


@pytest.mark.parametrize("leave", ["killed", "closed", "gone to another page"])
def test_6_words_typed_just_before_leaving_are_saved(writing, editor, open_browser, leave):
    box(writing).fill("Last words.")
    if leave == "gone to another page":
        writing.goto("/me/")
    elif leave == "closed":
        writing.close(run_before_unload=True)
    else:
        kill(writing)
    again = writing.context.new_page()
    again.goto(editor)
    expect(box(again)).to_have_value("Last words.")
    again.wait_for_function("() => Object.keys(localStorage).length === 0")
    assert on_another_device(open_browser, editor) == "Last words."


def test_7_two_devices_both_keep_their_words_and_the_writer_chooses(writing, editor, open_browser):
    desk = open_browser(DESK)
    sign_in(desk, WRITER)
    desk.goto(editor)
    box(desk).fill("From the desk.")
    saved(desk)
    box(writing).fill("From the phone.")
    expect(line(writing)).to_contain_text("changed in another tab or on another device. Both are kept.")
    box(writing).press_sequentially(" And more.")
    writing.wait_for_function("() => Object.keys(localStorage).length === 0")
    line(writing).get_by_role("link", name="See both and choose").click()
    both = ("From the desk.", "From the phone. And more.")
    assert [writing.get_by_text(words, exact=True).count() for words in both] == [1, 1]
    writing.get_by_label("Keep both, one after the other").check()
    writing.get_by_role("button", name="Keep what I chose").click()
    expect(box(writing)).to_have_value("From the desk.\n\nFrom the phone. And more.")


# The conditions ------------------------------------------------------------------------------------------------------


def test_on_a_shared_computer_nothing_stays_and_leaving_is_asked_about(phone, site, editor, open_browser):
    sign_in(phone, WRITER, shared=True)
    phone.goto(editor)
    phone.context.set_offline(True)
    box(phone).fill("Not for the next person.")
    expect(line(phone)).to_contain_text("Not saved yet: you are offline. Keep this page open.")
    assert device(phone) == []
    with phone.expect_event("dialog") as asked:
        phone.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    phone.context.set_offline(False)
    saved(phone)
    assert on_another_device(open_browser, editor) == "Not for the next person."


def test_signing_out_clears_the_device(writing):
    cut_off(writing)
    box(writing).fill("Kept for now.")
    expect(line(writing)).to_contain_text("Kept on this device.")
    assert len(device(writing)) == 1
    writing.get_by_role("button", name="Menu").click()
    writing.get_by_role("button", name="Sign out").click()
    # The first press tried to save and said that it could not; this one goes.
    expect(line(writing)).to_contain_text("Not saved yet")
    if not writing.get_by_role("button", name="Sign out").is_visible():
        writing.get_by_role("button", name="Menu").click()
    with writing.expect_navigation():
        writing.get_by_role("button", name="Sign out").click()
    assert device(writing) == []


def test_a_copy_is_dropped_after_seven_days(writing, editor):
    cut_off(writing)
    box(writing).fill("A week ago.")
    writing.wait_for_function("() => Object.keys(localStorage).length === 1")
    age = """(days) => Object.entries({...localStorage}).forEach(([key, copy]) => {
        const parts = key.split(":"); localStorage.removeItem(key);
        parts.push(Number(parts.pop()) - days); localStorage.setItem(parts.join(":"), copy);
    })"""
    kill(writing)
    again = writing.context.new_page()
    again.goto("/me/")
    again.evaluate(age, 8)
    again.goto(editor)
    again.wait_for_function("() => Object.keys(localStorage).length === 0")
    assert box(again).input_value() == ""


def test_two_people_on_one_device_never_meet_each_others_words(writing, site, editor):
    cut_off(writing)
    box(writing).fill("Amara's own.")
    expect(line(writing)).to_contain_text("Kept on this device.")
    context = writing.context
    kill(writing)
    context.clear_cookies()
    other = context.new_page()
    sign_in(other, "sofia")
    other.goto(draft_of(site, "sofia"))
    expect(line(other)).not_to_contain_text("brought back")
    assert ("Amara" in other.content(), other.goto(editor).status, len(device(other))) == (False, 404, 1)
    context.clear_cookies()
    sign_in(other, WRITER)
    other.goto(editor)
    expect(box(other)).to_have_value("Amara's own.")
    saved(other)


def test_when_somebody_else_has_signed_in_the_words_stay_with_their_writer(writing):
    beside = writing.context.new_page()
    writing.context.clear_cookies()
    sign_in(beside, "sofia")
    box(writing).fill("Whose words are these?")
    expect(line(writing)).to_contain_text("Not saved: someone else is signed in now.")
    assert len(device(writing)) == 1


def test_the_time_out_is_told_before_and_can_be_put_off(phone, site, editor):
    sign_in(phone, WRITER)
    phone.clock.install()
    phone.goto(editor)
    ending = phone.get_by_role("alert").filter(has_text="You will be signed out in 5 minutes.")
    phone.clock.run_for(1000)
    expect(ending).to_be_hidden()
    ((before,),) = site.rows("SELECT max(expire_date) FROM django_session")
    phone.clock.fast_forward("11:56:00")
    expect(ending).to_be_visible()
    ending.get_by_role("button", name="Stay signed in").click()
    expect(ending).to_be_hidden()
    ((after,),) = site.rows("SELECT max(expire_date) FROM django_session")
    assert after > before


# The page ------------------------------------------------------------------------------------------------------------


def test_pressing_save_while_typing_is_no_quarrel_with_oneself(writing, editor, open_browser):
    box(writing).press_sequentially("Typed, and Save at once.")
    writing.get_by_role("button", name="Save", exact=True).click()
    expect(writing.get_by_text("Saved. Only you can see it.")).to_be_visible()
    assert (box(writing).input_value(), device(writing)) == ("Typed, and Save at once.", [])
    assert on_another_device(open_browser, editor) == "Typed, and Save at once."


def test_pressing_save_offline_loses_neither_the_page_nor_the_words(writing):
    writing.context.set_offline(True)
    box(writing).fill("Saved in a tunnel.")
    writing.get_by_role("button", name="Save", exact=True).click()
    expect(line(writing)).to_contain_text("Not saved yet: you are offline.")
    assert box(writing).input_value() == "Saved in a tunnel."
    writing.context.set_offline(False)
    # Either the autosave is first, or the button that was pressed: then the page comes back with the day as well.
    told = writing.locator("[data-words-line]")
    expect(told).to_have_text(re.compile(r"Saved (\w+ \d+ \w+, )?\d\d:\d\d$"))
    assert box(writing).input_value() == "Saved in a tunnel."


def test_a_text_that_is_too_long_says_so_and_stays(writing):
    box(writing).fill("x" * 20_001)
    expect(line(writing)).to_contain_text("longer than 20,000 characters, so it was not saved.")
    box(writing).fill("Shorter.")
    saved(writing)


def test_the_box_grows_with_its_text(writing):
    before = box(writing).bounding_box()["height"]
    box(writing).fill("One line.\n" * 20)
    assert box(writing).bounding_box()["height"] > before + 100
    assert box(writing).evaluate("(area) => area.scrollHeight <= area.clientHeight")
    # Nothing on its way when the next test begins.
    saved(writing)


def test_words_in_several_prompts_are_saved_together(writing, editor, open_browser):
    box(writing).fill("Guilt.")
    writing.get_by_label("What do you want to take to supervision?").fill("Why did I rescue?")
    saved(writing)
    other = open_browser(DESK)
    sign_in(other, WRITER)
    other.goto(editor)
    assert [box(other).input_value(), other.get_by_label("What do you want to take to supervision?").input_value()] == [
        "Guilt.",
        "Why did I rescue?",
    ]


def test_two_tabs_of_one_browser_mind_their_own_copies(writing, editor):
    cut_off(writing)
    box(writing).fill("From the first tab.")
    expect(line(writing)).to_contain_text("Kept on this device.")
    second = writing.context.new_page()
    second.goto(editor)
    second.wait_for_timeout(500)
    assert (box(second).input_value(), len(device(second))) == ("", 1)
    kill(writing)
    expect(box(second)).to_have_value("From the first tab.")
    saved(second)


def test_words_left_on_a_device_are_kept_beside_what_was_written_since(writing, editor, open_browser):
    cut_off(writing)
    box(writing).fill("Left on the phone.")
    expect(line(writing)).to_contain_text("Kept on this device.")
    kill(writing)
    desk = open_browser(DESK)
    sign_in(desk, WRITER)
    desk.goto(editor)
    box(desk).fill("Newer, from the desk.")
    saved(desk)
    again = writing.context.new_page()
    again.goto(editor)
    expect(line(again)).to_contain_text("Both are kept.")
    assert (box(again).input_value(), device(again)) == ("Newer, from the desk.", [])
    line(again).get_by_role("link", name="See both and choose").click()
    expect(again.get_by_text("Left on the phone.")).to_be_visible()


def test_without_javascript_a_save_button_and_two_pages_keep_both_texts(open_browser, editor):
    pages = [open_browser(PHONE, java_script_enabled=False), open_browser(DESK, java_script_enabled=False)]
    for page in pages:
        sign_in(page, WRITER)
        page.goto(editor)
    expect(pages[0].get_by_text("Press Save to keep what you write.")).to_be_visible()
    for page, words in zip(pages, ("From one.", "From the other."), strict=True):
        box(page).fill(words)
        page.get_by_role("button", name="Save", exact=True).click()
    expect(pages[0].get_by_text("Saved. Only you can see it.")).to_be_visible()
    expect(pages[1].get_by_role("heading", level=1)).to_have_text("Two versions of your words")
    assert [pages[1].get_by_text(words, exact=True).count() for words in ("From one.", "From the other.")] == [1, 1]


def test_pressing_save_on_a_text_that_is_too_long_shows_where_and_keeps_it(writing, editor):
    box(writing).fill("x" * 20_001)
    writing.get_by_role("button", name="Save", exact=True).click()
    expect(writing.get_by_role("alert").filter(has_text="Something needs your attention")).to_be_visible()
    assert len(box(writing).input_value()) == 20_001
    writing.wait_for_function("() => Object.keys(localStorage).length === 1")
    box(writing).fill("Shorter.")
    saved(writing)


def test_two_texts_on_one_page_are_saved_and_one_save_waits_for_both(phone, editor):
    """Some pages have two. The second one here is a copy of the first under another key, with an answer of its own."""
    other, saves = "00000000-0000-4000-8000-000000000000", []

    def twice(route):
        page = route.fetch().text()
        form = re.search(r"<form[^>]*data-words=.*?</form>", page, re.DOTALL)[0]
        mine = re.search(r'data-words="/words/([0-9a-f-]+)/save/"', form)[1]
        second = form.replace(mine, other).replace(f"words-{mine[:8]}-", "words-other-")
        route.fulfill(body=page.replace(form, form + second), content_type="text/html")

    def save_the_other(route):
        saves.append(route.request.post_data)
        route.fulfill(json={"revision": 7, "saved": "10:00"})

    sign_in(phone, WRITER)
    phone.route(f"**{editor}", lambda route: twice(route) if route.request.method == "GET" else route.continue_())
    phone.route(f"**/words/{other}/save/", save_the_other)
    phone.goto(editor)
    box(phone).nth(0).fill("The first text.")
    box(phone).nth(1).fill("The second text.")
    phone.get_by_role("button", name="Save", exact=True).nth(0).click()
    expect(phone.get_by_text("Saved. Only you can see it.")).to_be_visible()
    assert (box(phone).nth(0).input_value(), len(saves), "The+second+text." in saves[0]) == ("The first text.", 1, True)
    assert device(phone) == []


# What else must not lose a word --------------------------------------------------------------------------------------


def test_a_box_that_a_pocket_empties_gives_its_words_back(writing, editor, open_browser):
    box(writing).fill("Wait before I answer the silence, and count to ten.")
    saved(writing)
    before = writing.get_by_role("link", name="Bring back what was here before")
    expect(before).to_be_hidden()
    with writing.expect_response("**/words/*/save/"):
        box(writing).fill("")
    expect(before).to_be_visible()
    assert on_another_device(open_browser, editor) == ""
    before.click()
    writing.get_by_role("button", name="Bring it back").click()
    writing.wait_for_url(f"**{editor}")
    assert box(writing).input_value() == "Wait before I answer the silence, and count to ten."
