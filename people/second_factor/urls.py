from django.urls import path

from people.second_factor import views

app_name = "second_factor"
urlpatterns = [
    path("", views.needed, name="needed"),
    path("lost/", views.lost, name="lost"),
    path("reset/", views.reset_list, name="reset_list"),
    path("reset/<uuid:pk>/", views.reset, name="reset"),
]
