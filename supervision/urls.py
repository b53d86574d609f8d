"""The app's addresses, one namespace for each noun."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("logs/", include("supervision.logs.urls")),
    path("desk/", include("supervision.desk.urls")),
    path("meetings/", include("supervision.meetings.urls")),
    path("cover/", include("supervision.cover.urls")),
    path("agreements/", include("supervision.agreements.urls")),
]
