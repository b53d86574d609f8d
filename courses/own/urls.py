from django.urls import path

from courses.own import views

app_name = "own"

urlpatterns = [path("me/notes/<uuid:step>/", views.note, name="note")]
