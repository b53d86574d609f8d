from django.urls import path

from people.endings.models import Event
from people.endings.views import ending
from supervision.cover import views

app_name = "cover"
urlpatterns = [
    path("", views.windows, name="list"),
    path("leave/<str:first_day>/<str:last_day>/<str:covers>/", ending, {"event": Event.LEAVE_BEGINS}, name="leave"),
    path("<uuid:pk>/", views.change, name="change"),
    path(
        "<uuid:pk>/<str:first_day>/<str:last_day>/<str:cover>/",
        ending,
        {"event": Event.LEAVE_CHANGES},
        name="changes",
    ),
    path("<uuid:pk>/end/", views.end, name="end"),
    path("<uuid:pk>/ends/", ending, {"event": Event.LEAVE_CHANGES}, name="ends"),
]
