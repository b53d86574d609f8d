"""What this app tells the apps below it, at start-up."""

from django.utils.translation import gettext_lazy as _

from confidential.deeds import register_deeds
from delivery.calendar.events import calendars
from delivery.mail import register_notice
from delivery.reminders.rules import register_reminder
from foundation.cards import card_questions, cards, for_role
from foundation.exports import exports
from groups.about import registrations as about
from groups.apart import registrations as apart
from groups.apologies import registrations as apologies
from groups.availability import registrations as availability
from groups.cards import JOINING, NEWS, PLANNED, news_of_sessions, next_sessions
from groups.dates import sessions_in_calendar
from groups.deeds import DEEDS
from groups.endings import PLANNED_SESSIONS
from groups.enquiries import registrations as enquiries
from groups.exports import news_of, sessions_of
from groups.health import registrations as health
from groups.hosts import registrations as hosts
from groups.joining import registrations as joining
from groups.moves import registrations as moves
from groups.news.services import NOTICE
from groups.pairing import registrations as pairing
from groups.pairs.endings import COMING, GroupEnds, PairSplits, places_with_the_group, places_with_the_role
from groups.pairs.queries import pairs_of, partners_of
from groups.pairs.splitting import pairs_that_split
from groups.protected_time import registrations as protected_time
from groups.reminding import sessions_to_record
from groups.series import registrations as series
from groups.stand_ins import registrations as stand_ins
from people.endings.models import Event
from people.endings.registry import entries, follows, kinds, warnings
from people.models import Role
from people.registry import nearby, roster_facts


def register() -> None:
    register_deeds(DEEDS)
    for part in (apart, availability, pairing):
        part.register()
    register_notice(
        NOTICE,
        subject=_("Something is waiting for you"),
        sentence=_("There is news about a session of your group."),
        page="pages:my_day",
    )
    _remind()
    cards.register("groups.next", for_role(Role.FACILITATOR, next_sessions))
    card_questions.register("groups.news", NEWS)
    card_questions.register("groups.next", PLANNED)
    card_questions.register("groups.joining", JOINING)
    cards.register("groups.news", for_role(Role.FACILITATOR, news_of_sessions))
    calendars.register("groups.sessions", sessions_in_calendar)
    exports.register("sessions", sessions_of)
    exports.register("news_of_sessions", news_of)
    kinds.register(Event.PAIR_SPLITS, PairSplits())
    kinds.register(Event.GROUP_ENDS, GroupEnds())
    follows.register("groups.places", places_with_the_role)
    follows.register("groups.pair", places_with_the_group)
    warnings.register("groups.pairs", pairs_that_split)
    entries.register("groups.sessions", PLANNED_SESSIONS)
    entries.register("groups.coming", COMING)
    nearby.register("partner", partners_of)
    roster_facts.register("groups.pair", pairs_of)
    enquiries.register()
    health.register()
    hosts.register()
    protected_time.register()
    series.register()
    moves.register()
    about.register()
    apologies.register()
    stand_ins.register()
    joining.register()


def _remind() -> None:
    register_reminder(
        "session_not_recorded",
        title=_("A session of which nobody has said what happened"),
        subject=_("A session that waits to be recorded"),
        sentence=_("A session of your group has not been recorded yet."),
        page="groups:sessions",
        roles=[Role.FACILITATOR],
        due=sessions_to_record,
    )
