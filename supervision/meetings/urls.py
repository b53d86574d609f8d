from django.urls import path

from supervision.meetings import views

app_name = "meetings"
urlpatterns = [
    path("", views.meetings, name="list"),
    path("plan/", views.plan, name="plan"),
    path("actions/<uuid:pk>/", views.close_action, name="close_action"),
    path("<uuid:pk>/", views.meeting, name="detail"),
    path("<uuid:pk>/record/", views.record, name="record"),
    path("<uuid:pk>/cancel/", views.cancel, name="cancel"),
    path("<uuid:pk>/answer/", views.answer, name="answer"),
]
