from django.urls import path

from courses.practice import rule_views, views
from courses.practice.observing import views as observing

app_name = "practice"

urlpatterns = [
    path("practice/", views.days, name="list"),
    path("practice/plan/", views.plan, name="plan"),
    path("practice/shadowing/", observing.shadow, name="shadow"),
    path("practice/shadowing/<uuid:pk>/", observing.sheet, name="sheet"),
    path("practice/observed/", observing.observe, name="observe"),
    path("practice/observed/<uuid:pk>/", observing.observed, name="observed"),
    path("practice/<uuid:pk>/", views.day, name="day"),
    path("practice/<uuid:pk>/change/", views.change, name="change"),
    path("practice/<uuid:pk>/invite/", views.invite, name="invite"),
    path("practice/<uuid:pk>/cancel/", views.cancel, name="cancel"),
    path("practice/<uuid:pk>/record/", views.record, name="record"),
    path("practice/<uuid:pk>/answer/", views.answer, name="answer"),
    path("practice/<uuid:pk>/adjustments/", views.adjustments, name="adjustments"),
    path("practice/rules/<uuid:pk>/<slug:kind>/", rule_views.rule, name="rule"),
    path("practice/places/<uuid:pk>/correct/", views.correct, name="correct"),
    path("practice/records/<uuid:pk>/not-right/", views.not_right, name="not_right"),
]
