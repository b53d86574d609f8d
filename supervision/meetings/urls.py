from django.urls import path

from supervision.meetings import views
from supervision.meetings.actions import views as actions
from supervision.meetings.coming import views as coming
from supervision.meetings.joining import views as joining
from supervision.meetings.moves import views as moves
from supervision.meetings.repeating import views as repeating

app_name = "meetings"
urlpatterns = [
    path("", views.meetings, name="list"),
    path("plan/", views.plan, name="plan"),
    path("series/", repeating.begin, name="begin_series"),
    path("series/<uuid:pk>/", repeating.series, name="series"),
    path("actions/", actions.actions, name="actions"),
    path("actions/<uuid:pk>/", actions.action, name="close_action"),
    path("<uuid:pk>/", views.meeting, name="detail"),
    path("<uuid:pk>/before/", coming.before, name="before"),
    path("<uuid:pk>/said/", coming.said, name="said"),
    path("<uuid:pk>/link/", joining.link, name="link"),
    path("<uuid:pk>/link/away/", joining.take_away, name="link_away"),
    path("<uuid:pk>/join/", joining.join, name="join"),
    path("<uuid:pk>/move/", moves.move, name="move"),
    path("<uuid:pk>/record/", views.record, name="record"),
    path("<uuid:pk>/cancel/", views.cancel, name="cancel"),
    path("<uuid:pk>/answer/", views.answer, name="answer"),
]
