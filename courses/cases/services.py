"""The moments of the curriculum's file become rows once. What an editor changed or took away stays as they left it."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import ModelLogEntry

from courses.cases.models import CaseMoment
from courses.cases.texts import WrittenMoment


@transaction.atomic
def make_cases(*, moments: Iterable[WrittenMoment]) -> int:
    """Make those that never stood. Returns how many."""
    wanted = list(moments)
    known = _known([moment.id for moment in wanted])
    missing = [moment for moment in wanted if moment.id not in known]
    for moment in missing:
        facts = {"moment": moment.moment, "listen_for": moment.listen_for, "themes": list(moment.themes)}
        CaseMoment.objects.create(pk=UUID(moment.id), **facts)
    return len(missing)


def _known(ids: list[str]) -> set[str]:
    """Those that stand, and those that an editor took away."""
    case_moments = ContentType.objects.get_for_model(CaseMoment)
    gone = ModelLogEntry.objects.filter(content_type=case_moments, object_id__in=ids, action="wagtail.delete")
    standing = CaseMoment.objects.filter(pk__in=ids).values_list("pk", flat=True)
    return {str(pk) for pk in standing} | set(gone.values_list("object_id", flat=True))
