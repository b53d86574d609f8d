from django.urls import path

from courses.media import views

app_name = "recordings"

urlpatterns = [
    path("recordings/<uuid:recording>/", views.file, name="file"),
    path("recordings/<uuid:recording>/captions/", views.captions, name="captions"),
]
