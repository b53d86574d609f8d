from django.urls import path

from supervision.cover import views

app_name = "cover"
urlpatterns = [
    path("", views.windows, name="list"),
    path("<uuid:pk>/", views.change, name="change"),
    path("<uuid:pk>/end/", views.end, name="end"),
]
