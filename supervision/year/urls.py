from django.urls import path

from supervision.year import views

app_name = "year"
urlpatterns = [
    path("people/<uuid:pk>/", views.year, name="person"),
    path("people/<uuid:pk>/areas/", views.areas, name="areas"),
]
