"""The help page: public, printable, and the same for everybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from directory.queries import services_by_strength
from foundation.days import local_day
from foundation.http import Request


@login_not_required
@require_safe
def help_page(request: Request) -> HttpResponse:
    """Whom to ring, for oneself and for a member of one's group. Who looks at it is not recorded."""
    today = local_day(request.now)
    return render(request, "directory/help.html", {"strengths": services_by_strength(), "today": today})
