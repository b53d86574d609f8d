from django.urls import path

from courses import views
from courses.glossary.views import glossary
from courses.handouts.views import download
from courses.printing import print_module

app_name = "courses"

# `str`, not `slug`: an editor may write an address in any script.
STEP = "<str:course>/<str:module>/<str:step>/"

urlpatterns = [
    path("", views.index, name="index"),
    path("<str:course>/", views.course, name="course"),
    path("<str:course>/glossary/", glossary, name="glossary"),
    path("<str:course>/<str:module>/", views.module, name="module"),
    path("<str:course>/handouts/<uuid:handout>/", download, name="handout"),
    path(STEP, views.step, name="step"),
    path("<str:course>/<str:module>/all/print/", print_module, name="print"),
    path(f"{STEP}done/", views.mark_done, name="mark_done"),
    path(f"{STEP}bookmark/", views.bookmark, name="bookmark"),
    path(f"{STEP}answer/<uuid:block>/", views.answer, name="answer"),
    path(f"{STEP}words/<uuid:block>/", views.words, name="words"),
]
