"""One person's way through a step: as it comes, with nothing answered, wrongly, rightly, done. Each page is kept."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Response
from playwright.sync_api import TimeoutError as TooSlow

PHONE = {"width": 390, "height": 844}
WIDER_BY = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Pictures further down wait to be scrolled to; how many there are.
LOAD_ALL = "Array.from(document.querySelectorAll('img[loading=lazy]'), img => img.loading = 'eager').length"
LINE = "I would say: thank you for telling me. Shall we stay with that for a moment?"
END = "button.hf-steps__next[form=step]"
BEST_FIRST = ("strong", "workable", "costly")
# Turns of one conversation, before it is taken to an end by the shortest way.
LONGEST = 12


@dataclass
class Look:
    """What one page showed."""

    module: str
    picture: str
    axe: list[str] = field(default_factory=list)
    sideways: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class Judge:
    """Asks axe, which is a script itself: `mirror` is a page with scripts, that shows again what one without shows."""

    def __init__(self, mirror: Page | None) -> None:
        self.mirror, self.axe = mirror, Axe()
        if mirror:
            mirror.route("**/*.js", lambda route: route.abort())

    def faults(self, page: Page) -> list[str]:
        found = self.axe.run(self._mirrored(page, self.mirror) if self.mirror else page).response["violations"]
        return [f"axe: {violation['id']} at {violation['nodes'][0]['target']}" for violation in found]

    def _mirrored(self, page: Page, mirror: Page) -> Page:
        here, html = urldefrag(page.url).url, page.content()
        mirror.route(lambda url: url == here, lambda route: route.fulfill(body=html, content_type="text/html"), times=1)
        mirror.goto(here)
        return mirror


class Walk:
    """`writes`: at what asks for private words this person writes; else they would rather not."""

    def __init__(self, page: Page, judge: Judge, address: str, into: Path, *, writes: bool) -> None:
        self.page, self.judge, self.address, self.into, self.writes = page, judge, address, into, writes
        self.looks: list[Look] = []
        self.failed: list[str] = []
        page.on("response", self.note_status)

    def note_status(self, response: Response) -> None:
        if response.status >= 500 or (response.status == 404 and response.request.is_navigation_request()):
            self.failed.append(f"{response.status} from {response.url}")

    def step(self, step: Any) -> None:
        """All of it. What stops the walk here is a fault, and the next step is walked all the same."""
        self.here, self.nth = step, 0
        try:
            self.open()
            self.look("as-it-comes")
            self.press(self.page.locator(END))
            self.look("nothing-answered")
            self.answer_all(step)
            self.open()
            self.look("done")
            if not self.page.get_by_text("You finished this step on").count():
                self.looks[-1].faults.append("it is answered rightly, and not done")
        except (TooSlow, AssertionError) as stopped:
            self.look("stopped")
            self.looks[-1].faults.append(f"stopped: {str(stopped).splitlines()[0]}")

    def open(self) -> None:
        """The step; whoever is asked something before their first skips it."""
        self.page.goto(self.address + self.here.url)
        if "/confidence/" in self.page.url:
            self.look("asked-before")
            self.press(self.page.get_by_role("button", name="Skip this").first)
            self.page.goto(self.address + self.here.url)

    def answer_all(self, step: Any) -> None:
        if step.one_press:
            self.all_at_once(step, wrongly=True)
            self.all_at_once(step, wrongly=False)
            return
        for exercise in step.exercises:
            ANSWERS[exercise.kind](self, exercise)
        self.press(self.page.locator(END))

    def all_at_once(self, step: Any, *, wrongly: bool) -> None:
        """The one button at the end sends it all."""
        for exercise in step.exercises:
            section = self.section(exercise)
            if fill := FILLS.get(exercise.kind):
                fill(section, exercise, wrongly)
            elif not wrongly:
                self.write_or_decline(section)
        self.press(self.page.locator(END))
        self.look("wrongly" if wrongly else "rightly")

    def write_or_decline(self, section: Locator) -> None:
        if self.writes:
            section.locator("textarea").fill(LINE)
        else:
            section.locator("input[name=decline]").check(force=True)

    def section(self, exercise: Any) -> Locator:
        return self.page.locator(f"#exercise-{exercise.block_id}")

    def send(self, exercise: Any, name: str, *, words: bool = False) -> None:
        """Press the exercise's own button, and look at what comes."""
        kind = "words" if words else "answer"
        self.press(self.section(exercise).locator(f"button[formaction*='/{kind}/']:not([name])").last)
        self.look(name)

    def press(self, button: Locator) -> None:
        with self.page.expect_navigation():
            button.click()

    def look(self, name: str) -> None:
        """Keep a picture, and note what is wrong with the page."""
        self.nth += 1
        folder = self.into / self.here.module
        folder.mkdir(parents=True, exist_ok=True)
        picture = folder / f"{self.here.number:02}-{self.here.slug[:40]}-{self.nth:02}-{name}.png"
        if self.page.evaluate(LOAD_ALL):
            self.page.wait_for_load_state("networkidle")
        self.page.screenshot(path=picture, full_page=True)
        look = Look(self.here.module, str(picture), faults=self.failed)
        self.failed = []
        if wider := self.page.evaluate(WIDER_BY):
            look.sideways.append(f"{wider} pixels wider than the phone")
        look.axe += self.judge.faults(self.page)
        self.looks.append(look)


def tick(section: Locator, ids: dict[str, bool]) -> None:
    """Boxes and radios by their values: checked, or not."""
    for value, wanted in ids.items():
        box = section.locator(f"input[value='{value}']")
        if wanted or box.get_attribute("type") == "checkbox":
            box.set_checked(wanted, force=True)


def fill_check(section: Locator, exercise: Any, wrongly: bool) -> None:
    if not section.locator("input").count():
        return  # It is right already, and closed.
    wrong = next((option.id for option in exercise.options if not option.right), "")
    wanted = {option.id: option.id == wrong if wrongly else option.right for option in exercise.options}
    tick(section, wanted)


def fill_ordering(section: Locator, exercise: Any, wrongly: bool) -> None:
    """Wrongly: each card where the next place is."""
    places = list(exercise.places)
    for card in exercise.cards:
        at = places.index(exercise.right_place(card)) + wrongly
        section.locator(f"#place-{card.id}").select_option(places[at % len(places)])


def fill_checklist(section: Locator, exercise: Any, wrongly: bool) -> None:
    tick(section, {item.id: not wrongly or item == exercise.items[0] for item in exercise.items})
    if wrongly and len(exercise.items) == 1:
        tick(section, {exercise.items[0].id: False})


def fill_rating(section: Locator, _exercise: Any, wrongly: bool) -> None:
    if not wrongly:
        tick(section, {"6": True})


def fill_moments(section: Locator, _exercise: Any, wrongly: bool) -> None:
    """Which ones were drawn stands on the page."""
    boxes = section.locator("input[type=checkbox]")
    for at in range(boxes.count()):
        boxes.nth(at).set_checked(at == 0 or not wrongly, force=True)


Fill = Callable[[Locator, Any, bool], None]
FILLS: dict[str, Fill] = {
    "check": fill_check,
    "ordering": fill_ordering,
    "checklist": fill_checklist,
    "rating": fill_rating,
    "moments": fill_moments,
}


def wrongly_then_rightly(walk: Walk, exercise: Any) -> None:
    for wrongly in (True, False):
        FILLS[exercise.kind](walk.section(exercise), exercise, wrongly)
        walk.send(exercise, f"{exercise.kind}-{'wrongly' if wrongly else 'rightly'}")


def reflect(walk: Walk, exercise: Any) -> None:
    """Without a word first; then with some, or none on purpose."""
    walk.send(exercise, "reflection-empty", words=True)
    if walk.writes:
        walk.section(exercise).locator("textarea").fill(LINE)
        walk.send(exercise, "reflection-written", words=True)
    else:
        walk.press(walk.section(exercise).locator("button[name=decline]"))
        walk.look("reflection-declined")


def write_line(walk: Walk, exercise: Any) -> None:
    """The own line that opens the options; without a word first."""
    walk.send(exercise, f"{exercise.kind}-no-line", words=True)
    walk.section(exercise).locator("textarea").fill(LINE)
    walk.send(exercise, f"{exercise.kind}-line", words=True)


def go_through(walk: Walk, exercise: Any) -> None:
    """A scenario: its own line, no choice, then the one that costs most. It is closed after that."""
    write_line(walk, exercise)
    walk.send(exercise, "scenario-no-choice")
    worst = max(exercise.options, key=lambda option: BEST_FIRST.index(option.verdict))
    tick(walk.section(exercise), {worst.id: True})
    walk.send(exercise, "scenario-chosen")


def converse(walk: Walk, exercise: Any) -> None:
    """To an end by what costs most, and from the beginning again by what is best."""
    take(walk, exercise, "costly", tuple(reversed(BEST_FIRST)))
    back = walk.section(exercise).locator("button[value=start]").last
    walk.press(back)
    walk.look("conversation-again")
    take(walk, exercise, "best", BEST_FIRST)


def take(walk: Walk, exercise: Any, name: str, wanted: tuple[str, ...]) -> None:
    """Turn after turn, each option once, until there is nothing more to choose."""
    options = {option.id[:8]: option for turn in exercise.turns for option in turn.options}
    been: set[str] = set()
    for turn in range(LONGEST):
        section = walk.section(exercise)
        if section.locator("button[formaction*='/words/']").count():
            write_line(walk, exercise)
            continue
        ways = [way.get_attribute("value") or "" for way in section.locator("input[type=radio]").all()]
        if not ways:
            return
        here = {way.rpartition(".")[2]: way for way in ways}
        best = min(here, key=lambda key: (key in been, wanted.index(options[key].verdict)))
        been.add(best)
        tick(section, {here[best]: True})
        walk.send(exercise, f"conversation-{name}-{turn + 1}")
    raise AssertionError(f"no end after {LONGEST} turns of {exercise.question}")


Answer = Callable[[Walk, Any], None]
ANSWERS: dict[str, Answer] = {
    **dict.fromkeys(FILLS, wrongly_then_rightly),
    "reflection": reflect,
    "scenario": go_through,
    "conversation": converse,
}
