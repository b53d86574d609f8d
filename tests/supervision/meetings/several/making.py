"""A second pair under Sam, and a recorded meeting of both: Anna and Ben of Alder, Farah and Hana of Birch."""

from dataclasses import dataclass
from datetime import timedelta

from groups.models import Facilitation
from people.models import Role, SupervisionAssignment, User
from supervision.meetings.models import SupervisionMeeting
from supervision.meetings.points.services import NewPoints
from tests.people import Cast, appoint, assign, authorise, make_person
from tests.supervision.world import held_meeting

ALL, ALDER, BIRCH = "a word for all", "agreed with Alder", "agreed with Birch"
ANNAS, FARAHS = "Anna takes the pause", "Farah takes the clock"
EVERY_WORD = (ALL, ALDER, BIRCH, ANNAS, FARAHS)


@dataclass(frozen=True)
class Several:
    cast: Cast
    hana: User

    @property
    def four(self) -> tuple[User, ...]:
        return (self.cast.anna, self.cast.ben, self.cast.farah, self.hana)

    def meet(self, days_ago: int = 1, *people: User, **more) -> SupervisionMeeting:
        return held_meeting(self.cast, days_ago, *(people or self.four), **{"agreed": ALL, **more})

    def meet_with_points(self) -> SupervisionMeeting:
        cast = self.cast
        points = (
            ((cast.anna, cast.ben), ALDER),
            ((cast.farah, self.hana), BIRCH),
            ((cast.anna,), ANNAS),
            ((cast.farah,), FARAHS),
        )
        return self.meet(presented=[cast.anna], points=[NewPoints(who, words) for who, words in points])


def several(cast: Cast) -> Several:
    since, hana = cast.now - timedelta(days=200), make_person("Hana Ito")
    appoint(hana, Role.FACILITATOR, cast.thames, since)
    authorise(hana, cast.thames, cast.cora, since)
    Facilitation.objects.create(group=cast.birch, person=hana, place=2, starts_at=since)
    assign(hana, cast.sam, cast.thames, since)
    SupervisionAssignment.objects.filter(facilitator=cast.farah).update(supervisor=cast.sam)
    return Several(cast, hana)
