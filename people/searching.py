"""Finding people by their names, in every list of them alike."""

from django.db.models import Q

from people.names import sought_words


def named(typed: str, person: str = "") -> Q:
    """On a row that reaches somebody through `person` ("person__"): each word is in their name; capitals and accents
    do not count. An address finds whoever has it.
    """
    if "@" in typed:
        return Q(**{f"{person}email__icontains": typed})
    found = Q()
    for word in sought_words(typed):
        found &= Q(**{f"{person}same_name__contains": word})
    return found if found else Q(pk__in=[])
