from django.urls import URLPattern, path

from directory import views

app_name = "directory"
urlpatterns: list[URLPattern] = [path("", views.help_page, name="help")]
