"""One whole journey through the site's own forms, with a word of its own in every confidential text.

Each step returns nothing: what was written where, and for whose eyes, stands in WRITTEN.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import time

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groups.enquiries.models import Enquiry
from people.models import SupervisionAssignment
from supervision.logs.models import LogVersion, Reading, SessionLog
from supervision.reviews.models import SupervisionReview
from tests.canary.forms import send, send_on
from tests.courses.practice import making as practice
from tests.courses.world import World, words_url
from tests.groups.enquiries import making as enquiries
from tests.groups.joining import making as joining
from tests.people import Cast
from tests.supervision.meetings.joining import making as meeting_rooms
from tests.supervision.world import alder_session, day, meeting_in

ANNA = {"owner"}
# Sam reads what is shared with him; Clara does while she covers for him.
READERS = {"owner", "reader", "cover"}

# What is written -> who finds it on some page once the journey is over.
WRITTEN: dict[str, set[str]] = {
    "a reflection": ANNA,
    "a line in a scenario": ANNA,
    "a reflection from a second tab": ANNA,
    "a draft of a log": ANNA,
    "an autosaved part": ANNA,
    "a text that was too long": set(),
    "a shared log": READERS,
    "about the partner, not ticked": ANNA,
    "how I am now": ANNA,
    "a log shared and withdrawn": ANNA,
    "an answer": READERS,
    "a question in the answer": READERS,
    "an answer not released": {"reader"},
    "a reply": READERS,
    # A cover reads logs. The records of meetings that were not theirs stay closed to them.
    "a record of a meeting": {"owner", "partner", "reader"},
    "an action for Anna": {"owner", "reader"},
    "a record seen differently": {"owner", "reader"},
    # Farah of another pair was there too, and is with another supervisor again.
    "for all at a meeting of several pairs": {"owner", "partner", "peer", "reader"},
    "agreed with one pair there": {"owner", "partner", "reader"},
    "what Anna takes from it": {"owner", "reader"},
    "what Farah takes from it": {"peer"},
    "what was done about a concern": READERS,
    "how to be reached": READERS,
    "a plan": READERS,
    "how a concern was closed": READERS,
    "a note on a concern": READERS,
    "why a concern was opened again": READERS,
    "a concern about the supervisor": {"owner", "governance"},
    "what would help on a practice day": {"owner", "trainer"},
    "a learning sheet": ANNA,
    "an observed practice": {"owner", "trainer"},
    "what is said to an observed practice": {"owner", "trainer"},
    "own part of a review": {"owner", "reader"},
    "a supervisor's part of a review": {"owner", "reader"},
    "a review seen differently": {"owner", "reader"},
    "a part of a review, not shown": ANNA,
    "the name in an enquiry": {"coordinator"},
    "what an enquiry says": {"coordinator"},
    # Shown by a press alone, and never on a page that a link leads to.
    "a joining link": set(),
    "its passcode": set(),
    "a joining link of a meeting": set(),
    "the passcode of a meeting": set(),
}


def word_for(what: str) -> str:
    """A word that stands nowhere else: the same for the same text, so that a failure can be looked for."""
    return "heron" + "".join(letter for letter in what if letter.isalpha())


@dataclass
class Journey:
    cast: Cast
    world: World
    sign_in: Callable[..., Client]
    addresses: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.anna, self.sam = self.sign_in(self.cast.anna), self.sign_in(self.cast.sam)

    def go(self) -> "Journey":
        self.reflect()
        self.draft()
        self.share()
        self.withdraw()
        self.answer()
        self.reply()
        self.meet()
        self.see_it_differently()
        self.meet_with_another_pair()
        self.be_concerned()
        self.be_concerned_about_the_supervisor()
        self.practise()
        self.look_back()
        self.enquire()
        self.set_a_joining_link()
        self.set_a_link_of_a_meeting()
        return self

    def reflect(self) -> None:
        send(self.anna, self.world.url("acting"), part_words=word_for("a line in a scenario"))
        send(self.anna, self.world.url("reflecting"), part_words=word_for("a reflection"))
        from_elsewhere = {"part-words": word_for("a reflection from a second tab"), "revision": "0", "tab": "b" * 16}
        clash = self.anna.post(words_url(self.world, "reflecting", "reflection"), from_elsewhere)
        self.addresses += [clash["Location"], self.world.url("acting"), self.world.url("reflecting")]

    def draft(self) -> None:
        log = self.start(days_ago=9)
        send(self.anna, self.page(log), "Save", part_stirred=word_for("a draft of a log"))
        log.refresh_from_db()
        saved = self.anna.post(
            reverse("words:save", args=[log.text_id]),
            {
                "part-working_on": word_for("an autosaved part"),
                "revision": log.text.version,
                "tab": "c" * 16,
                "sequence": "1",
            },
        )
        assert saved.status_code == 200
        too_long = word_for("a text that was too long") * 1000
        assert send(self.anna, self.page(log), "Save", part_stirred=too_long).status_code == 422

    def share(self) -> None:
        log = self.start(days_ago=3)
        send(
            self.anna,
            self.page(log),
            "Save",
            part_stirred=word_for("a shared log"),
            part_partner=word_for("about the partner, not ticked"),
            part_me_now=word_for("how I am now"),
        )
        send(self.anna, f"{self.page(log)}share/", "Share with")
        self.shared = LogVersion.objects.get(log=log)

    def withdraw(self) -> None:
        log = self.start(days_ago=16)
        send(self.anna, self.page(log), "Save", part_stirred=word_for("a log shared and withdrawn"))
        send(self.anna, f"{self.page(log)}share/", "Share with")
        version = LogVersion.objects.get(log=log)
        send(self.sam, self.desk(version), "Save draft", part_notes=word_for("an answer not released"))
        send(self.anna, f"{self.page(log)}withdraw/")

    def answer(self) -> None:
        send(
            self.sam,
            self.desk(self.shared),
            "Send",
            outcome="read",
            action="release",
            part_notes=word_for("an answer"),
            part_questions=word_for("a question in the answer"),
        )
        assert Reading.objects.get(version=self.shared).released_at is not None

    def reply(self) -> None:
        send(self.anna, self.page(self.shared.log), part_words=word_for("a reply"))

    def meet(self) -> None:
        self.meeting = meeting_in(self.cast, 0, at=time(0, 0))
        both = [str(person.pk) for person in (self.cast.anna, self.cast.ben)]
        url = reverse("meetings:record", args=[self.meeting.pk])
        send(
            self.sam,
            url,
            "Record the meeting",
            came=both,
            minutes="50",
            part_agreed=word_for("a record of a meeting"),
            part_action_1=word_for("an action for Anna"),
            who_1=str(self.cast.anna.pk),
            due_1="",
            next_date="",
            next_start="",
        )
        self.meeting.refresh_from_db()
        assert self.meeting.state == "held"
        self.addresses += [url]

    def see_it_differently(self) -> None:
        url = reverse("meetings:detail", args=[self.meeting.pk])
        send(self.anna, url, part_differs=word_for("a record seen differently"), action="differs")
        self.addresses += [url]

    def meet_with_another_pair(self) -> None:
        """Sam supervises Farah on that day."""
        anna, ben, farah = three = (self.cast.anna, self.cast.ben, self.cast.farah)
        farahs = SupervisionAssignment.objects.filter(facilitator=farah)
        farahs.update(supervisor=self.cast.sam)
        meeting = meeting_in(self.cast, -1, *three, at=time(12, 0))
        url = reverse("meetings:record", args=[meeting.pk])
        words = {
            "part_agreed": word_for("for all at a meeting of several pairs"),
            f"part_pair_{self.cast.alder.pk.hex}": word_for("agreed with one pair there"),
            f"part_for_{anna.pk.hex}": word_for("what Anna takes from it"),
            f"part_for_{farah.pk.hex}": word_for("what Farah takes from it"),
        }
        came = [str(person.pk) for person in three]
        send(self.sam, url, "Record the meeting", came=came, presented=[str(ben.pk)], minutes="60", **words)
        meeting.refresh_from_db()
        assert meeting.state == "held"
        farahs.update(supervisor=self.cast.stella)
        self.addresses += [url, meeting.get_absolute_url()]

    def be_concerned(self) -> None:
        url = self.raise_concern(
            "none", done=word_for("what was done about a concern"), reach=word_for("how to be reached")
        )
        send(self.sam, url, "Acknowledge")
        friday = day(self.cast, 5).isoformat()
        send(self.sam, url, "Write down the plan", words=word_for("a plan"), look_again_on=friday)
        send(self.anna, url, "Add it", words=word_for("a note on a concern"))
        send(self.sam, url, "Close it", outcome="resolved", words=word_for("how a concern was closed"))
        send(self.anna, url, "Open it again", words=word_for("why a concern was opened again"))

    def be_concerned_about_the_supervisor(self) -> None:
        self.raise_concern("supervisor", done=word_for("a concern about the supervisor"), reach="any evening")

    def practise(self) -> None:
        day = practice.a_day(self.cast, self.cast.anna)
        asked = reverse("practice:adjustments", args=[day.pk])
        send(self.anna, asked, "Send", part_adjustments=word_for("what would help on a practice day"))
        sheet = practice.shadowed(self.cast, self.cast.anna).get_absolute_url()
        send(self.anna, sheet, "Save", part_felt=word_for("a learning sheet"))
        observed = practice.observed(self.cast, self.cast.anna, show=False).get_absolute_url()
        send(self.sign_in(self.cast.tess), observed, "Show it", part_frame=word_for("an observed practice"))
        send(self.anna, observed, "Send", part_answer=word_for("what is said to an observed practice"))
        self.addresses += [day.get_absolute_url(), asked, sheet, observed]

    def look_back(self) -> None:
        begun = self.anna.post(reverse("reviews:begin"))
        review = SupervisionReview.objects.get(facilitator=self.cast.anna)
        page, write, show, final = (
            reverse(f"reviews:{name}", args=[review.pk]) for name in ("detail", "write", "show", "final")
        )
        assert begun["Location"] == write
        send(self.anna, write, "Save", part_frame=word_for("own part of a review"))
        send(self.anna, show, "Show it to")
        send(self.sam, write, "Save", part_frame=word_for("a supervisor's part of a review"))
        send(self.sam, show, "Show it to", readiness="ready")
        send(self.anna, page, "We have talked", on=timezone.localdate(self.cast.now).isoformat())
        send(self.anna, write, "Save", part_safe=word_for("a part of a review, not shown"))
        send(self.anna, final, "It is final", part_differs=word_for("a review seen differently"))
        self.addresses += [page, write, show, final, reverse("reviews:take", args=[review.pk])]

    def enquire(self) -> None:
        """Somebody without an account, in a browser of their own."""
        words = {"first_name": word_for("the name in an enquiry"), "practical": word_for("what an enquiry says")}
        client = Client()
        assert enquiries.send(client, answers=words).status_code == 302
        enquiry = Enquiry.objects.get()
        client.post(enquiries.own_page(enquiry, "confirm"))
        self.addresses += [enquiries.own_page(enquiry), reverse("enquiries:enquiry", args=[enquiry.pk])]

    def set_a_joining_link(self) -> None:
        """Anna sets it, Ben sees it: a session is about to begin."""
        session, link = joining.about_to_begin(self.cast), reverse("groups:link", args=[self.cast.alder.pk])
        room = {"address": f"https://video.example/{word_for('a joining link')}", "passcode": word_for("its passcode")}
        assert self.anna.post(link, room).status_code == 302
        shown = self.sign_in(self.cast.ben).post(reverse("groups:join", args=[session.pk])).content.decode()
        assert all(word in shown for word in room.values())
        self.addresses += [link, reverse("groups:session", args=[session.pk])]

    def set_a_link_of_a_meeting(self) -> None:
        """Sam sets it, Ben sees it."""
        meeting = meeting_rooms.about_to_begin(self.cast)
        link = reverse("meetings:link", args=[meeting.pk])
        address = f"https://video.example/{word_for('a joining link of a meeting')}"
        room = {"address": address, "passcode": word_for("the passcode of a meeting")}
        assert self.sam.post(link, room).status_code == 302
        shown = self.sign_in(self.cast.ben).post(reverse("meetings:join", args=[meeting.pk])).content.decode()
        assert all(word in shown for word in room.values())
        self.addresses += [link, reverse("meetings:detail", args=[meeting.pk])]

    def raise_concern(self, about: str, **words: str) -> str:
        said = {"spoken_to": ["partner"], "category": "conduct"}
        url = reverse("concerns:raise")
        first = send(self.anna, url, "Go on", urgency="today", about=about)
        raised = send_on(self.anna, first, url, "Raise it", **said, **words)
        self.addresses.append(raised["Location"])
        return raised["Location"]

    def start(self, days_ago: int) -> SessionLog:
        session = alder_session(self.cast, days_ago)
        self.anna.post(reverse("logs:start", args=[session.pk]))
        log = SessionLog.objects.get(session=session, owner=self.cast.anna)
        self.addresses += [self.page(log), f"{self.page(log)}share/", reverse("groups:session", args=[session.pk])]
        return log

    def page(self, log: SessionLog) -> str:
        return reverse("logs:detail", args=[log.pk])

    def desk(self, version: LogVersion) -> str:
        url = reverse("desk:log", args=[version.pk])
        self.addresses.append(url)
        return url
