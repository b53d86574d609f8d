"""An autosaved text on a page: its fields, what the script needs to know, and the plain Save button.

Any screen with a long text uses `WordsForm`:

    PARTS = [Part("went_well", _("What went well?"), help_text=_("What you did, or what the two of you did."))]

    words = WordsForm(request, log, PARTS)              # GET and POST alike; `log` is a SealedRecord of this person
    if request.method == "POST":                        # the Save button, with or without JavaScript
        outcome = words.save()                          # Saved | Clash | Refused
        if isinstance(outcome, Clash):
            return redirect(words.choose_url)           # both texts are kept; the writer chooses
        if isinstance(outcome, Saved):
            return redirect(...)                        # or one service call with words.cleaned_data
    return render(request, "logs/edit.html", {"words": words})   # after Refused the words are still in the form

    <form method="post" novalidate {{ words.attributes }}>{% csrf_token %}
      {{ words.went_well.as_field_group }}              one for each part; or {% for field in words %}
      {% include "includes/words.html" %}               just above the buttons: state line, hidden inputs, script
      <button class="nhsuk-button">Save</button>
    </form>

Other fields may share the <form>: the script sends the parts only. Parts that a page does not show keep their words.
"""

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.validators import MaxLengthValidator
from django.forms.utils import flatatt
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from confidential import services
from confidential.models import SealedRecord
from confidential.services import Clash, Origin, Saved
from foundation.http import Request, whole_number
from foundation.refusals import Refusal
from foundation.sessions import SHARED_COMPUTER

PREFIX = "part"
NO_REVISION = -1
TAB = re.compile(r"[0-9a-f]{16}")
PART_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True)
class Part:
    """One text area: `key` names the words in the record."""

    key: str
    label: str | Promise
    help_text: str | Promise = ""
    rows: int = 4


@dataclass(frozen=True)
class Refused:
    """Nothing was saved. The form shows why, and still holds the words."""

    message: str


def origin_of(post: Mapping[str, Any]) -> Origin:
    """What a tab says of its words. Read leniently: words of spoiled origin are kept as a copy, never dropped."""
    tab, base = str(post.get("tab", "")), _number(post.get("revision"))
    return Origin(
        base=NO_REVISION if base is None else base,
        tab=tab if TAB.fullmatch(tab) else secrets.token_hex(8),
        sequence=_number(post.get("sequence")),
    )


def _number(value: object) -> int | None:
    return whole_number(str(value))


def one_line_end(text: str) -> str:
    """Forms send CR LF, the script sends LF; the same words must be the same text."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class WordsField(forms.CharField):
    def __init__(self, part: Part) -> None:
        super().__init__(
            label=str(part.label),
            help_text=str(part.help_text),
            required=False,
            strip=False,
            # As a validator, not as max_length: a browser cuts a pasted text at `maxlength` without a word.
            validators=[MaxLengthValidator(services.LONGEST_PART, services.TOO_LONG)],
            widget=forms.Textarea(attrs={"class": "nhsuk-textarea", "rows": part.rows}),
        )

    def to_python(self, value: Any) -> str:
        return one_line_end(super().to_python(value) or "")


class WordsForm(forms.Form):
    """The parts of one record's draft, for the person who writes it. See the top of this file."""

    request: Request
    # What stands below the fields, and saves them as they are typed.
    state_template = "includes/words.html"
    # Whether what was saved last went beside newer words, as a copy between which the writer chooses.
    clashed = False

    def __init__(self, request: Request, record: SealedRecord, parts: Iterable[Part]) -> None:
        if record.writer_id != request.user.pk:
            raise PermissionDenied("a draft is edited by its writer alone")
        self.request, self.record = request, record
        self.sealed = services.begin_words(record, now=request.now)
        self.tab = secrets.token_hex(8)
        self.session_seconds = stay_signed_in(request)
        posted = request.POST if request.method == "POST" else None
        # Words on the page that the server does not have: the script must not take them for saved.
        self.unsaved = posted is not None
        opened = services.open_sealed(record, viewer=request.user, now=request.now)
        # Two texts may share a page: their boxes have the same names, but not the same ids.
        super().__init__(posted, prefix=PREFIX, initial=opened, auto_id=f"words-{self.sealed.pk.hex[:8]}-%s")
        for part in parts:
            if not PART_KEY.fullmatch(part.key) or hasattr(self, part.key):
                raise ValueError(f"{part.key!r} cannot name a part")
            self.fields[part.key] = WordsField(part)

    def save(self) -> Saved | Clash | Refused:
        """Save what was posted. Whatever comes back, the words are saved, kept as a copy, or still in the form."""
        if not self.is_valid():
            return Refused(str(_("Some of this is not saved yet. See beside it what to change.")))
        origin = origin_of(self.request.POST)
        try:
            outcome = services.save_words(
                self.record,
                self.cleaned_data,
                base=origin.base,
                tab=origin.tab,
                sequence=origin.sequence,
                now=self.request.now,
            )
        except Refusal as refusal:
            self.add_error(None, str(refusal.message))
            return Refused(str(refusal.message))
        self.sealed, self.unsaved = services.text_of(self.record), False
        self.clashed = isinstance(outcome, Clash)
        return outcome

    @property
    def revision(self) -> int:
        return self.sealed.version

    @property
    def choose_url(self) -> str:
        return reverse("words:choose", args=[self.sealed.pk])

    @property
    def sign_in_url(self) -> str:
        return sign_in_url()

    @property
    def kept_copies(self) -> bool:
        """Whether words from another tab or device wait for a choice."""
        return self.sealed.copies_kept

    @property
    def earlier_url(self) -> str:
        return reverse("words:earlier", args=[self.sealed.pk])

    @property
    def earlier_kept(self) -> bool:
        """Whether a box was emptied lately, and what stood in it can be brought back."""
        return self.sealed.earlier_kept

    @property
    def attributes(self) -> SafeString:
        """For the <form> tag. `autocomplete` is off so that no browser puts old words under a new revision."""
        shared = self.request.session.get(SHARED_COMPUTER, False)
        return flatatt(
            {
                "autocomplete": "off",
                "data-words": reverse("words:save", args=[self.sealed.pk]),
                "data-words-key": f"{self.request.user.pk}:{self.sealed.pk}",
                "data-words-bridge": "off" if shared else "on",
                "data-words-session": str(self.session_seconds),
                "data-words-keep": reverse("words:keep"),
                "data-words-cookie": settings.CSRF_COOKIE_NAME,
                "data-words-unsaved": "on" if self.unsaved else "off",
            }
        )


def parts_of(post: Mapping[str, str]) -> dict[str, str]:
    """The words in what the script sends, by part. Raises Refusal for a name that no part can have."""
    start = f"{PREFIX}-"
    parts = {key.removeprefix(start): one_line_end(text) for key, text in post.items() if key.startswith(start)}
    if not all(map(PART_KEY.fullmatch, parts)):
        raise Refusal(_("This page is out of date and could not save your words. Copy them, then load the page again."))
    return parts


def sign_in_url() -> str:
    """Sign in beside the page that still holds the words, and be told to go back to it."""
    return f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': reverse('words:signed_in')})}"


class ChoiceForm(forms.Form):
    """One kept copy beside the words that are saved now; the revisions say what the writer had before their eyes."""

    keep = forms.ChoiceField(
        label=_("Which do you want to keep?"),
        choices=services.Choice.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose which to keep. Both are kept until you do.")},
    )
    copy = forms.UUIDField(widget=forms.HiddenInput)
    revision = forms.IntegerField(widget=forms.HiddenInput)
    copy_revision = forms.IntegerField(widget=forms.HiddenInput)


def stay_signed_in(request: Request) -> int:
    """Start the session's time again; the seconds that it now has."""
    request.session.modified = True
    return request.seconds_left()
