from django.urls import path

from courses.boosters import views

app_name = "boosters"

urlpatterns = [
    path("me/questions/", views.questions, name="questions"),
    path("me/questions/<uuid:pk>/", views.answer, name="answer"),
]
