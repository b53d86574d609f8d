"""Groups and sessions."""

from django.urls import path

from groups import views

app_name = "groups"
urlpatterns = [
    path("groups/", views.group_list, name="list"),
    path("groups/<uuid:pk>/", views.group_detail, name="detail"),
    path("sessions/", views.session_list, name="sessions"),
    path("sessions/new/", views.session_new, name="session_new"),
    path("sessions/<uuid:pk>/", views.session_detail, name="session"),
    path("sessions/<uuid:pk>/edit/", views.session_edit, name="session_edit"),
]
