from django.urls import path

from supervision.desk import aloud, views

app_name = "desk"
urlpatterns = [
    path("", views.desk, name="list"),
    path("meetings/<uuid:pk>/", views.meeting, name="meeting"),
    path("logs/<uuid:pk>/", views.log, name="log"),
    path("logs/<uuid:pk>/aloud/", aloud.aloud, name="aloud"),
]
