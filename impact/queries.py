"""What the page for participants says of its programme, and by which address it is reached."""

from django.conf import settings
from django.urls import reverse

from impact.models import ParticipantPage
from people.models import Programme


def page_of(programme: Programme) -> ParticipantPage | None:
    return ParticipantPage.objects.of(programme).first()


def address_of(programme: Programme, page: str = "say") -> str:
    """One for the whole programme: an address of a group would say in which group somebody was."""
    return settings.BASE_URL + reverse(f"impact:{page}", args=[programme.slug])
