"""A course of two modules with a step of every kind, published as an editor would."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from wagtail.models import Page, Site

from confidential import services as words
from courses.blocks import StepBlocks
from courses.content_entries import fixed_id
from courses.generation import raise_generation
from courses.models import CoursePage, ModulePage, StepPage
from courses.outline import Place, current_outline
from courses.progress import services
from courses.signing.doors import why_step_waits
from courses.signing.models import ClinicalSignOff
from courses.signing.queries import newest_of
from courses.signing.services import write_pages
from people.models import User


def entry(key: str, value: Any) -> dict[str, Any]:
    return {"type": "item", "id": fixed_id(key), "value": value}


def block(kind: str, key: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "id": fixed_id(key), "value": value}


def saying(text: str, consequence: str, verdict: str, leads_to: str) -> dict[str, str]:
    """An option of a turn of a conversation."""
    return {"text": text, "consequence": consequence, "verdict": verdict, "next": leads_to}


TEXT = block("text", "text", "<p>It is <b>19:28</b>.</p>")
TAKEAWAY = block("takeaway", "takeaway", "<p>Watch the faces.</p>")
CHECK = block(
    "check",
    "check",
    {
        "question": "What is the main job?",
        "options": [
            entry("solutions", {"text": "To solve", "right": False, "feedback": "It comes from kindness."}),
            entry("structure", {"text": "To hold a structure", "right": True, "feedback": "Time and turns are yours."}),
            entry("assess", {"text": "To judge", "right": False, "feedback": "They would show you coping."}),
        ],
    },
)
MANY = block(
    "check",
    "many",
    {
        "question": "Which of these stay in the room?",
        "options": [
            entry("names", {"text": "Names", "right": True, "feedback": "Names stay."}),
            entry("stories", {"text": "Stories", "right": True, "feedback": "Stories stay too."}),
            entry("numbers", {"text": "The number who came", "right": False, "feedback": "A number goes upwards."}),
        ],
    },
)
SCENARIO = block(
    "scenario",
    "scenario",
    {
        "situation": "<p>Saturday, 22:40.</p>",
        "question": "What would you write back?",
        "options": [
            entry("now", {"text": "Answer at once", "consequence": "She is relieved.", "verdict": "workable"}),
            entry("morning", {"text": "Answer tomorrow", "consequence": "She managed.", "verdict": "strong"}),
            entry("never", {"text": "Say nothing", "consequence": "She wonders.", "verdict": "costly"}),
        ],
    },
)
CONVERSATION = block(
    "conversation",
    "conversation",
    {
        "situation": "<p>Hana has been quiet.</p>",
        "turns": [
            entry(
                "opening",
                {
                    "name": "opening",
                    "said": "<p>Two died. Anyway.</p>",
                    "question": "What do you say first?",
                    "own_line": True,
                    "options": [
                        entry("two", saying("Two, in one night.", "She looks up.", "strong", "Silence")),
                        entry("tip", saying("There is a guideline.", "She nods.", "costly", "she leaves")),
                        entry("again", saying("Pardon?", "She says it again.", "workable", "opening")),
                    ],
                },
            ),
            entry(
                "silence",
                {
                    "name": "silence",
                    "said": "<p>Nobody speaks.</p>",
                    "question": "And now?",
                    "own_line": False,
                    "options": [
                        entry("wait", saying("You wait.", "She goes on.", "strong", "she stays")),
                        entry("fill", saying("You fill it.", "She thanks you.", "costly", "she leaves")),
                    ],
                },
            ),
        ],
        "ends": [
            entry("stays", {"name": "she stays", "title": "She stays", "body": "<p>The group is with her.</p>"}),
            entry("leaves", {"name": "she leaves", "title": "She leaves", "body": "<p>Ring her tomorrow.</p>"}),
        ],
    },
)
REFLECTION = block("reflection", "reflection", {"prompt": "Who listened well to me?", "help": "Where were you?"})
PILES = block(
    "ordering",
    "piles",
    {
        "question": "Sort the cards.",
        "cards": [
            entry("cries", {"text": "Hana cries", "pile": "Ours", "why": "Tears are ordinary."}),
            entry("gas", {"text": "A blood gas", "pile": "Not ours", "why": "You cannot see the patient."}),
        ],
        "piles": [entry("pile-1", "Ours"), entry("pile-2", "Not ours")],
    },
)
ORDER = block(
    "ordering",
    "order",
    {
        "question": "Put these in order.",
        "cards": [
            entry("stay", {"text": "Stay on the line", "pile": "", "why": "Nothing works without where he is."}),
            entry("ring", {"text": "Ring 999", "pile": "", "why": "They can reach a door."}),
            entry("debrief", {"text": "Debrief", "pile": "", "why": "Last, and easily skipped."}),
        ],
        "piles": [],
    },
)
CHECKLIST = block(
    "checklist",
    "checklist",
    {
        "intro": "This week.",
        "items": [entry("aloud", "I said it aloud"), entry("warned", "I warned them first")],
        "later": [entry("partner", "I told my partner")],
    },
)
MOMENTS = block("moments", "moments", {"question": "What would you say?", "theme": "pair", "many": 3})
RATING = block("rating", "rating", {"prompt": "How sure are you?", "low": "Guessing", "high": "Sure"})

# Slug -> its blocks. The first module gates authorisation.
ROLE_STEPS = {
    "reading": [TEXT, TAKEAWAY],
    "checking": [TEXT, CHECK, TAKEAWAY],
    "acting": [TEXT, SCENARIO, TAKEAWAY],
}
RISK_STEPS = {
    "placing": [ORDER, PILES, TAKEAWAY],
    "reflecting": [TEXT, REFLECTION, CHECKLIST, RATING, TAKEAWAY],
    "choosing": [MANY, TAKEAWAY],
}


@dataclass(frozen=True)
class World:
    course: CoursePage
    role: ModulePage
    risk: ModulePage
    steps: dict[str, StepPage]

    def place(self, slug: str) -> Place:
        """The published step with that slug, where it stands now."""
        place = current_outline().place_of(self.steps[slug].translation_key)
        assert place is not None
        return place

    def url(self, slug: str) -> str:
        return self.place(slug).step.url


def make_step(module: ModulePage, slug: str, blocks: list[dict[str, Any]], **facts: Any) -> StepPage:
    """A published step. Its title is its slug in words."""
    title = slug.replace("-", " ").capitalize()
    fields = {"title": title, "minutes": 4, "translation_key": fixed_id("step", slug), **facts}
    page = module.add_child(instance=StepPage(slug=slug, body=StepBlocks().to_python(blocks), live=False, **fields))
    page.save_revision()
    if why_step_waits(page, ModulePage.objects.get(pk=module.pk)):
        sign(module)
    page.get_latest_revision().publish()
    page.refresh_from_db()
    return page


def make_module(course: CoursePage, slug: str, title: str, gates: bool) -> ModulePage:
    """Published, unless it gates authorisation: that needs a step first (`publish_module`)."""
    module = course.add_child(
        instance=ModulePage(
            slug=slug,
            title=title,
            summary=f"About {slug}.",
            outcomes="Say what it is\nSay what it is not",
            gates_authorisation=gates,
            live=False,
            review_by=date(2028, 1, 1),
        )
    )
    revision = module.save_revision()
    if not gates:
        revision.publish()
        module.refresh_from_db()
    return module


def publish_module(module: ModulePage) -> None:
    """Its steps come first: a module that gates authorisation goes live with something in it to finish."""
    sign(module)
    module.get_latest_revision().publish()
    module.refresh_from_db()


def sign(module: ModulePage) -> ClinicalSignOff:
    """A clinical lead has read all of it, as it is drafted now."""
    newest = newest_of(ModulePage.objects.get(pk=module.pk))
    now = timezone.now()
    sign_off = ClinicalSignOff.objects.create(
        state=ClinicalSignOff.State.APPROVED,
        module_key=module.translation_key,
        module_title=module.title,
        sent_at=now,
        decided_at=now,
        name="Dr Rhian Price",
        post="Consultant psychiatrist",
    )
    write_pages(sign_off, newest)
    raise_generation()
    return sign_off


def sign_and_publish_all() -> None:
    """What was loaded from the files goes live, as the demo's clinical lead has it do."""
    for module in ModulePage.objects.order_by("path"):
        sign(module)
        module.get_latest_revision().publish()


def publish_signed(page: Page) -> None:
    """The page as it is in hand: saved, read by a clinical lead, and published."""
    revision = page.save_revision()
    module = page if isinstance(page, ModulePage) else page.get_parent().specific
    if isinstance(module, ModulePage):
        sign(module)
    revision.publish()


def make_world() -> World:
    home = Site.objects.get(is_default_site=True).root_page
    course = home.add_child(instance=CoursePage(slug="groups", title="Facilitating", summary="How to hold a group."))
    course.save_revision().publish()
    role = make_module(course, "role", "Your role", gates=True)
    risk = make_module(course, "risk", "Distress and risk", gates=False)
    steps = {slug: make_step(role, slug, blocks) for slug, blocks in ROLE_STEPS.items()}
    steps |= {slug: make_step(risk, slug, blocks) for slug, blocks in RISK_STEPS.items()}
    publish_module(role)
    sign(risk)
    return World(course, role, risk, steps)


def read_again(world: World) -> World:
    """As it stands in the database now, for a test that may change what it holds. No page built before is shown."""
    raise_generation()
    steps = StepPage.objects.in_bulk([step.pk for step in world.steps.values()])
    modules = ModulePage.objects.in_bulk([world.role.pk, world.risk.pk])
    return World(
        CoursePage.objects.get(pk=world.course.pk),
        modules[world.role.pk],
        modules[world.risk.pk],
        {slug: steps[step.pk] for slug, step in world.steps.items()},
    )


def answer_url(world: World, slug: str, key: str) -> str:
    return f"{world.url(slug)}answer/{fixed_id(key)}/"


def words_url(world: World, slug: str, key: str) -> str:
    return f"{world.url(slug)}words/{fixed_id(key)}/"


def exercise_of(place: Place, key: str) -> Any:
    from courses.segments import body_of

    return body_of(current_outline(), place.step).exercise(fixed_id(key))


def write(world: World, slug: str, key: str, person: User, text: str, now: datetime) -> Any:
    """Somebody's private words at a prompt, as their autosave leaves them."""
    place = world.place(slug)
    reflection = services.begin_reflection(place=place, exercise=exercise_of(place, key), person=person, now=now)
    words.save_words(reflection, {"words": text}, base=0, tab="0" * 16, now=now)
    return reflection


def complete(world: World, slug: str, person: User, now: datetime) -> Any:
    place = world.place(slug)
    return services.complete_step(place=place, seen_version=place.step.content_version, person=person, now=now)


def answer(world: World, slug: str, key: str, person: User, chosen: dict[str, Any], now: datetime) -> Any:
    place = world.place(slug)
    return services.answer_exercise(
        place=place, exercise=exercise_of(place, key), person=person, chosen=chosen, now=now
    )


def key_of(page: StepPage) -> UUID:
    return page.translation_key
