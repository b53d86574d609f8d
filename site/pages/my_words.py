"""Everything that somebody has written here, by date: found, searched and printed by its writer alone.

It is filled by the registry of sealed models, so that no kind of text can be forgotten. What is sought is compared in
memory, and stands in no address and no log.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from confidential.models import EarlierWords, KeptCopy, SealedText
from confidential.registry import SealedPolicy, Told, sealed_models
from confidential.services import open_all
from foundation.http import Request
from people.models import User

A_PAGE = 20
# Of a page to print: some 50 sheets.
A_PART = 100
AT_ONCE = 200
LONGEST_SOUGHT = 200
BESIDE = {KeptCopy._meta.label, EarlierWords._meta.label}


@dataclass(frozen=True)
class Written:
    """One text: when it was saved last, what it is, and its words under their labels."""

    at: datetime
    kind: str | Promise
    told: Told
    parts: Sequence[tuple[str | Promise, str]]
    choose: UUID | None
    earlier: UUID | None

    def says(self, sought: str) -> bool:
        return any(folded(sought) in folded(words) for _label, words in self.parts)


def folded(text: str) -> str:
    return " ".join(text.casefold().split())


def texts_of(user: User, now: datetime) -> QuerySet[SealedText]:
    """The texts that `user` wrote and may open today, the newest first. Nothing is opened."""
    kinds = Q()
    for name, policy in sealed_models:
        if name in BESIDE:
            continue
        model = Q(record_model=name)
        if policy.binds_writer and policy.openable:
            # The rule is asked of what they wrote, and not of every record that there is.
            own_texts = SealedText.objects.filter(owner=user, record_model=name).values("record_id")
            model &= Q(record_id__in=policy.openable(user, now).filter(pk__in=own_texts).values("pk"))
        kinds |= model
    texts = SealedText.objects.filter(kinds, owner=user, version__gt=0, destroyed_at=None)
    return texts.prefetch_related("kept_copies", "earlier").order_by("-saved_at", "pk")


def opened(texts: Iterable[SealedText], user: User, now: datetime) -> list[Written]:
    """As many queries for thirty texts of a kind as for one. A text whose boxes are all empty is none."""
    texts = list(texts)
    by_model: dict[str, dict[UUID, SealedText]] = defaultdict(dict)
    for text in texts:
        by_model[text.record_model][text.record_id] = text
    found: dict[UUID, Written] = {}
    for name, of_model in by_model.items():
        found |= _of_one_model(name, sealed_models[name], of_model, user, now)
    return [found[text.pk] for text in texts if text.pk in found]


def _of_one_model(
    name: str, policy: SealedPolicy, texts: dict[UUID, SealedText], user: User, now: datetime
) -> dict[UUID, Written]:
    model: Any = apps.get_model(name)
    records = list(model._default_manager.filter(pk__in=texts).select_related(*policy.related))
    for record in records:
        record.text = texts[record.pk]
    words = open_all(records, viewer=user, now=now)
    told = policy.tell(records) if policy.tell else {record.pk: _plainly(policy, record) for record in records}
    kind = policy.name or model._meta.verbose_name
    return {
        texts[pk].pk: Written(texts[pk].saved_at, kind, told[pk], parts, *_beside(texts[pk]))
        for pk in words
        if (parts := _parts(policy, words[pk]))
    }


def _plainly(policy: SealedPolicy, record: Any) -> Told:
    return Told("", policy.editor_url(record))


def _parts(policy: SealedPolicy, words: Any) -> list[tuple[str | Promise, str]]:
    order = {key: number for number, key in enumerate(policy.labels)}
    keys = sorted(words, key=lambda key: order.get(key, len(order)))
    return [(policy.labels.get(key, ""), words[key]) for key in keys if words[key].strip()]


def _beside(text: SealedText) -> tuple[UUID | None, UUID | None]:
    """The text itself, if there is a choice to make about it, or something to bring back."""
    return (text.pk if text.kept_copies.all() else None, text.pk if text.earlier.all() else None)


@sensitive_variables("sought", "words")
def sought_in(texts: QuerySet[SealedText], sought: str, user: User, now: datetime) -> list[Written]:
    """Those that say `sought`, whatever the case of its letters. Opened in lots, and compared here."""
    keys = list(texts.values_list("pk", flat=True))
    found: list[Written] = []
    for start in range(0, len(keys), AT_ONCE):
        words = opened(texts.filter(pk__in=keys[start : start + AT_ONCE]), user, now)
        found += [word for word in words if word.says(sought)]
    return found


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def my_words(request: Request) -> HttpResponse:
    """A page of them; or, sent by the form, those in which some words stand."""
    texts = texts_of(request.user, request.now)
    context: dict[str, Any]
    sought = request.POST.get("sought", "").strip()[:LONGEST_SOUGHT]
    if sought:
        written = sought_in(texts, sought, request.user, request.now)
        context = {"sought": sought, "written": written}
    else:
        page = Paginator(texts, A_PAGE).get_page(request.GET.get("page"))
        written = opened(page.object_list, request.user, request.now)
        context = {"page": page, "written": written, "to_print": ceil(page.paginator.count / A_PART)}
    return render(request, "pages/my_words.html", context)


@require_GET
def print_words(request: Request) -> HttpResponse:
    """All on one page, to print or to keep as a file; in parts, where they are more than a page bears."""
    page = Paginator(texts_of(request.user, request.now), A_PART).get_page(request.GET.get("page"))
    written = opened(page.object_list, request.user, request.now)
    context = {"written": written, "page": page, "whose": request.user, "at": request.now}
    return render(request, "pages/print_words.html", context)
