"""The public pages: home, standard pages, and what crawlers are told."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from pages.models import HomePage, StandardPage

# Everything that belongs to somebody, and the codes of certificates.
NOT_FOR_CRAWLERS = (
    "accounts",
    "admin",
    "agreements",
    "certificates",
    "check-ins",
    "concerns",
    "courses",
    "cover",
    "desk",
    "evidence",
    "groups",
    "join",
    "logs",
    "me",
    "meetings",
    "people",
    "plan",
    "problems",
    "programme",
    "readiness",
    "reviews",
    "sessions",
    "verify",
    "words",
)


@login_not_required
@require_safe
def serve(request: HttpRequest, path: str = "") -> HttpResponse:
    """A live home or standard page. Every other page of the tree has views of its own, and is not found here.

    The preview in the admin draws through the same `Page.serve`.
    """
    response: HttpResponse = find_page(request, path).serve(request)
    return response


def find_page(request: HttpRequest, path: str) -> Page:
    """The page at `path` of this site. Raises Http404 for one that is a draft, under a draft, or kept private."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    url_path = f"{site.root_page.url_path}{path}"
    kind = StandardPage if path else HomePage
    page = kind.objects.live().public().filter(url_path=url_path).first()
    if page is None or page.get_ancestors().not_live().exclude(depth=1).exists():
        raise Http404
    return page


@login_not_required
@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Crawlers may read the public pages and nothing else."""
    lines = ["User-agent: *", *(f"Disallow: /{folder}/" for folder in NOT_FOR_CRAWLERS)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@login_not_required
@require_safe
def favicon(_request: HttpRequest) -> HttpResponse:
    """For those that ask at the old address: a PDF viewer, a bookmark."""
    return redirect(static("theme/mark.svg"))
