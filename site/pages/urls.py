from django.urls import URLPattern, path

from pages import my_day, my_words, offline, views
from pages.week.views import week

app_name = "pages"
urlpatterns: list[URLPattern] = [
    path("", views.serve, name="home"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("offline/", offline.page, name="offline"),
    path("offline.js", offline.worker, name="offline_worker"),
    path("me/", my_day.my_day, name="my_day"),
    path("me/changes/", week, name="changes"),
    path("me/account/", my_day.account, name="account"),
    path("me/data/", my_day.my_data, name="my_data"),
    path("words/", my_words.my_words, name="my_words"),
    path("words/print/", my_words.print_words, name="print_words"),
    path("me/data/download/", my_day.take_my_data, name="take_my_data"),
]
