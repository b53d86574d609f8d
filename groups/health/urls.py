"""How groups are: the board by need, and where groups are missing."""

from django.urls import path

from groups.health import views

app_name = "health"
urlpatterns = [
    path("groups/needs/", views.board, name="board"),
    path("groups/figures/", views.figures, name="figures"),
    path("groups/map/", views.gaps, name="map"),
]
