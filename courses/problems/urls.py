from django.urls import path

from courses.problems import views

app_name = "problems"

urlpatterns = [path("problems/<uuid:step>/", views.report, name="report")]
