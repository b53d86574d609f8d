"""The page for participants, which is public, and the page from where a coordinator takes its link."""

from django.urls import path

from impact import page_views, views
from impact.twice import views as twice

app_name = "impact"
urlpatterns = [
    path("say/<slug:programme>/", views.say, name="say"),
    path("say/<slug:programme>/thanks/", views.said, name="said"),
    path("say/<slug:programme>/about/", views.about, name="about"),
    path("say/<slug:programme>/twice/", twice.twice, name="twice"),
    path("say/<slug:programme>/withdraw/", twice.withdraw, name="withdraw"),
    path("say/<slug:programme>/withdrawn/", twice.withdrawn, name="withdrawn"),
    path("programme/word/figures/", page_views.figures, name="figures"),
    path("programme/word/", page_views.link, name="link"),
    path("programme/word/sheet/", page_views.sheet, name="sheet"),
    path("programme/word/code.svg", page_views.code, name="code"),
]
