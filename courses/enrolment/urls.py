from django.urls import path

from courses.enrolment import views

app_name = "enrolment"

urlpatterns = [
    path("cohorts/", views.cohorts, name="list"),
    path("cohorts/plan/", views.plan, name="plan"),
    path("cohorts/<uuid:pk>/", views.cohort, name="cohort"),
    path("cohorts/<uuid:pk>/change/", views.change, name="change"),
    path("cohorts/<uuid:pk>/enrol/", views.enrol, name="enrol"),
    path("cohorts/<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("cohorts/<uuid:pk>/back/", views.come_back, name="come_back"),
]
