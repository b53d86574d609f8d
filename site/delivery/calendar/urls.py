from django.urls import path

from delivery.calendar import views

app_name = "calendar"

urlpatterns = [
    path("me/calendar/", views.subscription, name="subscription"),
    path("me/calendar/<uuid:pk>.ics", views.event, name="event"),
    path("calendar/<str:secret>.ics", views.feed, name="feed"),
]
