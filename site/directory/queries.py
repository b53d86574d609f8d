"""The services, in the order in which a worried person should see them."""

from collections.abc import Iterable
from itertools import groupby

from directory.models import HelpService

ORDER = list(HelpService.Strength.values)


def services() -> list[HelpService]:
    return sorted(HelpService.objects.all(), key=lambda s: (ORDER.index(s.strength), s.position, s.name))


def services_by_strength() -> list[tuple[HelpService.Strength, list[HelpService]]]:
    """One query; the emergency numbers first."""
    grouped = groupby(services(), lambda service: service.strength)
    return [(HelpService.Strength(strength), list(group)) for strength, group in grouped]


def ring_now(listed: Iterable[HelpService]) -> list[HelpService]:
    """Those that somebody in danger, or worried for somebody, should ring at once."""
    return [service for service in listed if service.strength != HelpService.Strength.SOON]
