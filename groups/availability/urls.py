from django.urls import path

from groups.availability import views

app_name = "availability"

urlpatterns = [
    path("me/week/", views.week, name="week"),
    path("me/week/still-right/", views.still_right, name="still_right"),
    path("me/week/take-back/", views.take_back, name="take_back"),
    path("weeks/<uuid:pk>/", views.of_one, name="of_one"),
]
