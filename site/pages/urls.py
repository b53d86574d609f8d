from django.urls import URLPattern, path

from pages import my_day, views

app_name = "pages"
urlpatterns: list[URLPattern] = [
    path("", views.serve, name="home"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("me/", my_day.my_day, name="my_day"),
    path("me/account/", my_day.account, name="account"),
    path("me/data/", my_day.my_data, name="my_data"),
    path("me/data/download/", my_day.take_my_data, name="take_my_data"),
]
