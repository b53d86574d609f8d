from django.urls import path

from courses.cases import views

app_name = "cases"

urlpatterns = [path("cases/", views.drawn, name="drawn")]
