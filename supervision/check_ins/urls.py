from django.urls import path

from supervision.check_ins import views

app_name = "check_ins"
urlpatterns = [
    path("ask/", views.ask, name="ask"),
    path("<uuid:pk>/take-back/", views.take_back, name="take_back"),
    path("<uuid:pk>/in-touch/", views.in_touch, name="in_touch"),
]
