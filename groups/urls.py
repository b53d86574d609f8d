"""Groups and sessions."""

from django.urls import path

from groups import views
from groups.about import views as about
from groups.apologies import views as apologies
from groups.hosts import views as hosts
from groups.joining import views as joining
from groups.moves import views as moves
from groups.pairs import views as pairs
from groups.series import views as series
from groups.stand_ins import views as stand_ins
from people.endings.models import Event
from people.endings.views import ending

app_name = "groups"
urlpatterns = [
    path("groups/", views.group_list, name="list"),
    path("groups/new/", pairs.found, name="found"),
    path("groups/<uuid:pk>/", views.group_detail, name="detail"),
    path("groups/<uuid:pk>/pair/", pairs.pair, name="pair"),
    path("groups/<uuid:pk>/pair/<int:place>/end/", pairs.end_place, name="end_place"),
    path("places/<uuid:pk>/withdraw/", pairs.withdraw_place, name="withdraw_place"),
    path("groups/<uuid:pk>/end/", ending, {"event": Event.GROUP_ENDS}, name="end"),
    path("groups/<uuid:pk>/move/", moves.move, name="move"),
    path("groups/<uuid:pk>/history/", moves.history, name="history"),
    path("groups/<uuid:pk>/series/", series.series, name="series"),
    path("groups/<uuid:pk>/about/", about.about, name="about"),
    path("groups/<uuid:pk>/link/", joining.link, name="link"),
    path("groups/<uuid:pk>/link/away/", joining.take_away, name="link_away"),
    path("video/hosts/<uuid:pk>/", hosts.hosts, name="hosts"),
    path("sessions/", views.session_list, name="sessions"),
    path("sessions/new/", views.session_new, name="session_new"),
    path("sessions/needed/", stand_ins.needed_sessions, name="needed"),
    path("sessions/news/", views.session_news_seen, name="news_seen"),
    path("sessions/<uuid:pk>/", views.session_detail, name="session"),
    path("sessions/<uuid:pk>/apology/", apologies.apology, name="apology"),
    path("sessions/<uuid:pk>/stand-in/", stand_ins.offer, name="stand_in"),
    path("sessions/<uuid:pk>/alone/", stand_ins.alone, name="alone"),
    path("stand-ins/<uuid:pk>/accept/", stand_ins.accept, name="accept_stand_in"),
    path("sessions/<uuid:pk>/join/", joining.join, name="join"),
    path("sessions/<uuid:pk>/edit/", views.session_edit, name="session_edit"),
    path("sessions/<uuid:pk>/presence/", views.session_presence, name="session_presence"),
]
