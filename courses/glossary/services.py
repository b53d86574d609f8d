"""The words of the curriculum's file become rows once. What an editor changed or took away stays as they left it."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import ModelLogEntry

from courses.glossary.models import GlossaryTerm
from courses.glossary.texts import ExplainedWord


@transaction.atomic
def make_glossary(*, words: Iterable[ExplainedWord], course_key: str) -> int:
    """Make those that never stood. Returns how many."""
    wanted = list(words)
    known = _known([word.id for word in wanted])
    standing = {
        term.lower() for term in GlossaryTerm.objects.filter(course_key=course_key).values_list("term", flat=True)
    }
    missing = [word for word in wanted if word.id not in known and word.term.lower() not in standing]
    for word in missing:
        GlossaryTerm.objects.create(pk=UUID(word.id), course_key=course_key, term=word.term, meaning=word.meaning)
    return len(missing)


def _known(ids: list[str]) -> set[str]:
    """Those that stand, and those that an editor took away."""
    of_terms = ContentType.objects.get_for_model(GlossaryTerm)
    gone = ModelLogEntry.objects.filter(content_type=of_terms, object_id__in=ids, action="wagtail.delete")
    standing = GlossaryTerm.objects.filter(pk__in=ids).values_list("pk", flat=True)
    return {str(pk) for pk in standing} | set(gone.values_list("object_id", flat=True))
