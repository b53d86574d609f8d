"""The app's addresses, one namespace for each noun."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("logs/", include("supervision.logs.urls")),
    path("desk/", include("supervision.desk.urls")),
    path("meetings/", include("supervision.meetings.urls")),
    path("meetings/", include("supervision.attendance.urls")),
    path("cover/", include("supervision.cover.urls")),
    path("concerns/", include("supervision.concerns.urls")),
    path("check-ins/", include("supervision.check_ins.urls")),
    path("overlooked/", include("supervision.overlooked.urls")),
    path("", include("supervision.hours.urls")),
    path("", include("supervision.year.urls")),
    path("", include("supervision.own.urls")),
    path("agreements/", include("supervision.agreements.urls")),
    path("reviews/", include("supervision.reviews.urls")),
]
