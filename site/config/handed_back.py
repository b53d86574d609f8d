"""A form that came too late: its sender has been signed out, has still to give a second factor, or has signed in anew.

What was typed stands on the answer, to be copied or sent again from there; it is kept nowhere, the session included.
On a shared computer somebody else may sign in before it is sent again. So the page says, signed, who wrote it, and
nobody else can send it; where that is not known, whoever is signed in by then looks through it and says that it is
theirs.
"""

from dataclasses import dataclass

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.csrf import csrf_failure as plainly_refused
from django.views.decorators.debug import sensitive_post_parameters

from confidential.forms import sign_in_url

# Secrets are not words; they are given again.
SECRETS = frozenset({"csrfmiddlewaretoken", "credential", "code", "login"})
A_LINE = 60
# What the page adds to the form.
WRITER, WROTE_THIS = "form-writer", "wrote-this"
ADDED = frozenset({WRITER, WROTE_THIS})
SALT = "config.handed_back"
UNKNOWN = ""
# What forms and scripts keep count by; nobody would know their own by it.
BOOKKEEPING = frozenset({"revision", "version", "copy_revision", "tab", "sequence"})


@dataclass(frozen=True)
class Field:
    name: str
    value: str

    @property
    def is_text(self) -> bool:
        """Somebody's words, to be shown; anything short travels unseen, unless somebody has to say whose it is."""
        return len(self.value) > A_LINE or "\n" in self.value

    @property
    def is_words(self) -> bool:
        """Whether somebody wrote this: a part of a text, or more than one word. Ids, dates and choices are one."""
        return bool(self.value.strip()) and (self.name.startswith("part-") or len(self.value.split()) > 1)

    @property
    def tells(self) -> bool:
        """Whether somebody could see by it whose form this is."""
        return bool(self.value.strip()) and not self.is_text and self.name not in BOOKKEEPING

    @property
    def label(self) -> str:
        """The nearest to a label that travels with a form."""
        return self.name.replace("_", " ").replace("-", " ").capitalize()


def fields_of(request: HttpRequest) -> list[Field]:
    return [
        Field(name, value)
        for name, values in request.POST.lists()
        if name not in SECRETS | ADDED and "password" not in name
        for value in values
    ]


def carries_words(request: HttpRequest) -> bool:
    return request.method == "POST" and any(field.value.strip() for field in fields_of(request))


def writer_of(request: HttpRequest) -> str | None:
    """The id of whoever wrote a form that was handed back before, or UNKNOWN. None: it never was."""
    if WRITER not in request.POST:
        return None
    try:
        return str(signing.loads(request.POST[WRITER], salt=SALT))
    except signing.BadSignature:
        return UNKNOWN


def may_be_anothers(request: HttpRequest) -> bool:
    """Whether a form that was handed back comes under the name of somebody who did not, or may not, have written it."""
    writer = writer_of(request) if request.method == "POST" and request.user.is_authenticated else None
    if writer is None:
        return False
    return WROTE_THIS not in request.POST if writer == UNKNOWN else writer != str(request.user.pk)


def wrote_it(request: HttpRequest, by_the_session: str) -> str:
    """What an earlier page has signed stands; what nobody knew, the session may tell once its person said "mine"."""
    earlier = writer_of(request)
    if earlier is None or (earlier == UNKNOWN and WROTE_THIS in request.POST):
        return by_the_session
    return earlier


@sensitive_post_parameters()
def hand_back(request: HttpRequest, *, status: int, writer: object = UNKNOWN) -> HttpResponse:
    """The form as it was sent, in a page that can send it again once its sender is let in.

    `writer`: the id of whoever wrote it, where the session tells.
    """
    get_token(request)
    wrote = wrote_it(request, str(writer))
    reader = str(request.user.pk) if request.user.is_authenticated else UNKNOWN
    context = {
        "fields": fields_of(request),
        "files": bool(request.FILES),
        "sign_in_url": sign_in_url(),
        "writer": signing.dumps(wrote, salt=SALT),
        "anothers": bool(wrote and reader) and wrote != reader,
        "whose": bool(reader) and wrote == UNKNOWN,
        "not_said": may_be_anothers(request),
    }
    response = render(request, "handed_back.html", context, status=status)
    add_never_cache_headers(response)
    return response


@sensitive_post_parameters()
def old_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Signing in changes the token against forgery: forms in other tabs hold the old one. Theirs are handed back.

    Only to a page of this very site, by the browser's own word: nobody else may have a form filled in for a person.
    Whoever is signed in now may be somebody else than whoever wrote it, so they are asked.
    """
    same_site = (request.headers.get("Sec-Fetch-Site"), request.headers.get("Sec-Fetch-Mode")) == (
        "same-origin",
        "navigate",
    )
    if same_site and carries_words(request):
        return hand_back(request, status=403)
    request.may_be_forged = True  # type: ignore[attr-defined]
    return plainly_refused(request, reason)
