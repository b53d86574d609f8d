"""One's own logs."""

from django.urls import path

from supervision.logs import aloud, check_page, first_hours, views

app_name = "logs"
urlpatterns = [
    path("", views.log_list, name="list"),
    path("for/<uuid:pk>/", views.start, name="start"),
    path("for/<uuid:pk>/first-hours/", first_hours.of_session, name="first_hours_of"),
    path("first-hours/", first_hours.first_hours, name="first_hours"),
    path("<uuid:pk>/", views.detail, name="detail"),
    path("<uuid:pk>/aloud/", aloud.aloud, name="aloud"),
    path("<uuid:pk>/share/", check_page.share, name="share"),
    path("<uuid:pk>/share/as-before/", views.share_as_before, name="share_as_before"),
    path("<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<uuid:pk>/void/", views.void, name="void"),
    path("<uuid:pk>/redact/", views.redact, name="redact"),
    path("<uuid:pk>/again/", views.again, name="again"),
    path("<uuid:pk>/readings/<uuid:reading_id>/reply/", views.reply, name="reply"),
]
