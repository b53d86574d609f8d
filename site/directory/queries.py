"""The services, in the order in which a worried person should see them."""

from collections.abc import Iterable
from itertools import groupby

from directory.models import HelpService, Need

ORDER = list(HelpService.Strength.values)


def services() -> list[HelpService]:
    """What the public sees."""
    return sorted(HelpService.objects.shown(), key=lambda s: (ORDER.index(s.strength), s.position, s.name))


def services_by_strength() -> list[tuple[HelpService.Strength, list[HelpService]]]:
    """One query; the emergency numbers first."""
    grouped = groupby(services(), lambda service: service.strength)
    return [(HelpService.Strength(strength), list(group)) for strength, group in grouped]


def ring_now(listed: Iterable[HelpService]) -> list[HelpService]:
    """Those that somebody in danger, or worried for somebody, should ring at once.

    A short list: the helplines for being hurt at home, one for each nation, are on the whole list that it links to.
    """
    return each_number_once(service for service in listed if _at_once(service))


def _at_once(service: HelpService) -> bool:
    if service.need == Need.HOME:
        return service.strength == HelpService.Strength.EMERGENCY
    return service.strength != HelpService.Strength.SOON


def first_to_ring(listed: Iterable[HelpService], need: Need) -> HelpService | None:
    return next((service for service in listed if service.need == need and service.phone), None)


def each_number_once(listed: Iterable[HelpService]) -> list[HelpService]:
    """Without those that are reached like one before them: 999 is rung for more than one thing."""
    first: dict[tuple[str, str, str, str], HelpService] = {}
    for service in listed:
        first.setdefault((service.phone, service.text_number, service.web, service.nations), service)
    return list(first.values())
