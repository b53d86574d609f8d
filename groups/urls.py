"""Groups and sessions."""

from django.urls import path

from groups import views
from groups.pairs import views as pairs
from people.endings.models import Event
from people.endings.views import ending

app_name = "groups"
urlpatterns = [
    path("groups/", views.group_list, name="list"),
    path("groups/new/", pairs.found, name="found"),
    path("groups/<uuid:pk>/", views.group_detail, name="detail"),
    path("groups/<uuid:pk>/pair/", pairs.pair, name="pair"),
    path("groups/<uuid:pk>/pair/<int:place>/end/", pairs.end_place, name="end_place"),
    path("groups/<uuid:pk>/end/", ending, {"event": Event.GROUP_ENDS}, name="end"),
    path("groups/<uuid:pk>/move/", pairs.move, name="move"),
    path("sessions/", views.session_list, name="sessions"),
    path("sessions/new/", views.session_new, name="session_new"),
    path("sessions/news/", views.session_news_seen, name="news_seen"),
    path("sessions/<uuid:pk>/", views.session_detail, name="session"),
    path("sessions/<uuid:pk>/edit/", views.session_edit, name="session_edit"),
    path("sessions/<uuid:pk>/presence/", views.session_presence, name="session_presence"),
]
