"""The frame of every page: its head, its menu and its foot. Each is drawn once for all that decides it, and used again.

What decides it is in the arguments: the language, the name of the site, the roles that somebody holds and which entry
is open. Nothing here is of one person: no name, no words, no token.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cache, lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import get_template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from people.models import Role

# Languages, times sets of roles, times places in the menu: far more than a site has.
MOST_PARTS = 1000


@dataclass(frozen=True)
class Entry:
    """A line of the menu. `roles`: only for who holds one of them now; empty for everybody who is signed in."""

    address: str
    label: str | Promise
    roles: frozenset[str] = frozenset()


WITH_GROUPS = frozenset({Role.FACILITATOR, Role.SUPERVISOR, Role.COORDINATOR})
OVERSEERS = frozenset({Role.COORDINATOR, Role.GOVERNANCE, Role.DEPUTY})

MENU = (
    Entry("pages:my_day", _("My day")),
    Entry("courses:index", _("Learning")),
    Entry("logs:list", _("My logs"), frozenset({Role.FACILITATOR})),
    Entry("desk:list", _("Desk"), frozenset({Role.SUPERVISOR})),
    Entry("meetings:list", _("Meetings"), frozenset({Role.FACILITATOR, Role.SUPERVISOR})),
    Entry("practice:list", _("Practice"), frozenset({Role.TRAINER})),
    Entry("groups:list", _("Groups"), WITH_GROUPS),
    Entry("concerns:list", _("Concerns"), WITH_GROUPS | OVERSEERS | {Role.TRAINER}),
    Entry("enquiries:inbox", _("Enquiries"), frozenset({Role.COORDINATOR})),
    Entry("people:roster", _("People"), OVERSEERS),
    Entry("certificates:readiness", _("Readiness"), frozenset({Role.COORDINATOR})),
    Entry("certificates:register", _("Register"), frozenset({Role.GOVERNANCE})),
    Entry("certificates:list", _("Certificates")),
    Entry("wagtailadmin_home", _("Admin"), frozenset({Role.EDITOR})),
    Entry("sign_off", _("Sign-off"), frozenset({Role.CLINICAL_LEAD})),
    Entry("pages:account", _("Account")),
)
UNTIL_THE_SECOND_STEP = (Entry("second_factor:needed", _("Second step")),)
FOR_STRANGERS = (
    Entry("certificates:verify", _("Verify a certificate")),
    Entry("account_login", _("Sign in")),
)
HELP = Entry("directory:help", _("Help for you"))


@dataclass(frozen=True)
class Link:
    """An entry as it is on one page. `current`: as in `aria-current`; "true" where a page below it is open."""

    url: str
    # Said by the address: comparing it would translate it.
    label: str | Promise = field(compare=False)
    current: str


def header(request: HttpRequest, brand: str) -> SafeString:
    """The name of the site, the way to help, and the menu of who asks."""
    return drawn(
        "includes/header.html",
        brand=brand,
        help=link(HELP, request.path),
        links=tuple(link(entry, request.path) for entry in entries_for(request)),
        signed_in=request.user.is_authenticated,
    )


def entries_for(request: HttpRequest) -> tuple[Entry, ...]:
    if getattr(request, "second_factor_missing", False):
        return UNTIL_THE_SECOND_STEP
    if not request.user.is_authenticated:
        return FOR_STRANGERS
    # What no middleware has seen, as Wagtail's own preview of a page, has none.
    roles = set(getattr(request, "roles", ()))
    if request.user.is_superuser:
        roles.add(Role.EDITOR)
    return tuple(entry for entry in MENU if not entry.roles or entry.roles & roles)


def link(entry: Entry, path: str) -> Link:
    url = url_of(entry.address)
    return Link(url, entry.label, "page" if path == url else "true" if path.startswith(url) else "")


@cache
def url_of(address: str) -> str:
    return reverse(address)


def drawn(template: str, **decided_by: Hashable) -> SafeString:
    """A template that asks for nothing but `decided_by`. While templates are edited it is drawn anew each time."""
    draw = _draw.__wrapped__ if settings.DEBUG else _draw
    return draw(template, language=get_language(), **decided_by)


@lru_cache(MOST_PARTS)
def _draw(template: str, **decided_by: Hashable) -> SafeString:
    return mark_safe(get_template(template).render(decided_by))  # noqa: S308 -- a template has escaped it
