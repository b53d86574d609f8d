from django.urls import path

from supervision.overlooked import views

app_name = "overlooked"
urlpatterns = [path("", views.overlooked, name="list")]
