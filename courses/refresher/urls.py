from django.urls import path

from courses.refresher import views

app_name = "refresher"

urlpatterns = [
    path("me/refresher/", views.standing, name="standing"),
    path("me/refresher/away/", views.pause, name="pause"),
    path("me/refresher/away/<uuid:pk>/back/", views.back, name="back"),
]
