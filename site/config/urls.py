"""Every address. Wagtail's own sign-in form is a side door past the second factor, so it leads to ours."""

from django.urls import URLPattern, URLResolver, include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls

from config import faults, views
from pages.images import image
from pages.views import serve
from people.second_factor.alone import SignInAlone

handler400 = faults.bad_request
handler500 = faults.server_error

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", views.healthz, name="healthz"),
    re_path(r"^admin/(?:login|password_reset)/(?P<rest>.*)$", views.sign_in_elsewhere, name="wagtail_sign_in_closed"),
    path("admin/account/", views.account_elsewhere, name="wagtail_account_closed"),
    path("admin/", include(wagtailadmin_urls)),
    # Before allauth's own, which keeps a session for every stranger who asks.
    path("accounts/2fa/webauthn/login/", SignInAlone.as_view(), name="mfa_login_webauthn"),
    path("accounts/", include("allauth.urls")),
    path("second-factor/", include("people.second_factor.urls")),
    path("words/", include("confidential.urls")),
    path("help/", include("directory.urls")),
    path("", include("delivery.calendar.urls")),
    path("", include("delivery.reminders.urls")),
    path("", include("people.urls")),
    path("", include("groups.urls")),
    path("", include("groups.enquiries.urls")),
    path("", include("groups.health.urls")),
    path("", include("groups.protected_time.urls")),
    path("", include("groups.apart.urls")),
    path("", include("groups.availability.urls")),
    path("", include("groups.pairing.urls")),
    path("", include("supervision.urls")),
    path("", include("certificates.urls")),
    path("", include("impact.urls")),
    path("", include("impact.report.urls")),
    path("media/<path:name>", image, name="editors_image"),
    path("courses/", include("courses.urls")),
    path("", include("courses.boosters.urls")),
    path("", include("courses.refresher.urls")),
    path("", include("courses.cases.urls")),
    path("", include("courses.confidence.urls")),
    path("", include("courses.enrolment.urls")),
    path("", include("courses.media.urls")),
    path("", include("courses.own.urls")),
    path("", include("courses.practice.urls")),
    path("", include("courses.problems.urls")),
    path("", include("courses.xapi.urls")),
    path("", include("pages.urls")),
    # Last: every other address is a public page or nothing. Wagtail looks this route up by its name.
    re_path(r"^(?P<path>(?:[\w\-]+/)*)$", serve, name="wagtail_serve"),
]
