from django.urls import path

from courses.confidence import views

app_name = "confidence"

urlpatterns = [
    path("me/confidence/", views.answers, name="answers"),
    path("me/confidence/<str:moment>/", views.ask, name="ask"),
    path("programme/confidence/", views.figures, name="figures"),
]
