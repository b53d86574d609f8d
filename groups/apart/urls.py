from django.urls import path

from groups.apart import views

app_name = "apart"

urlpatterns = [
    path("me/not-with/", views.not_with, name="list"),
    path("me/not-with/<uuid:pk>/take-back/", views.take_back, name="take_back"),
]
