from django.urls import path

from supervision.own import views

app_name = "own_supervision"

urlpatterns = [
    path("me/own-supervision/", views.days, name="days"),
    path("me/own-supervision/<uuid:pk>/take-off/", views.take_off, name="take_off"),
]
