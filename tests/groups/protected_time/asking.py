"""Time asked of Tara, for Alder or for every group of the programme."""

from dataclasses import replace
from datetime import timedelta

from foundation.days import local_day
from groups.models import PeerGroup
from groups.protected_time.models import Form, ProtectedTime, Standing
from groups.protected_time.services import TimeFact, add_fact, open_matter
from tests.people import Cast

HALF_A_YEAR = timedelta(days=182)


def said(cast: Cast, standing: Standing = Standing.ASKED, **changed) -> TimeFact:
    today = local_day(cast.now)
    fact = TimeFact(
        standing=standing,
        form=Form.TEACHING,
        starts_on=today,
        ends_on=None if standing == Standing.WITHDRAWN else today + HALF_A_YEAR,
        director=cast.tara,
        slot="Thursdays, 12:30 to 13:30",
        covered_by="the registrar on call",
        evidence="email of 3 May",
    )
    return replace(fact, **changed)


def asked(cast: Cast, *, group: PeerGroup | None = None, now=None, **changed) -> ProtectedTime:
    return open_matter(
        programme=cast.thames, group=group, by=cast.cora, said=said(cast, **changed), now=now or cast.now
    )


def answered(to: ProtectedTime, cast: Cast, standing: Standing, *, by=None, now=None, **changed) -> ProtectedTime:
    return add_fact(to=to, by=by or cast.tara, said=said(cast, standing, **changed), now=now or cast.now)
