from django.urls import path

from supervision.concerns import views
from supervision.concerns.over_time import views as over_time

app_name = "concerns"
urlpatterns = [
    path("", views.concerns, name="list"),
    path("raise/", views.raise_one, name="raise"),
    path("over-time/", over_time.page, name="over_time"),
    path("over-time/concerns.csv", over_time.table, name="table"),
    path("over-time/concerns.xlsx", over_time.workbook, name="workbook"),
    path("<uuid:pk>/", views.concern, name="detail"),
    path("<uuid:pk>/acknowledge/", views.acknowledge, name="acknowledge"),
    path("<uuid:pk>/ring/", views.ring, name="ring"),
    path("<uuid:pk>/write/", views.write, name="write"),
    path("<uuid:pk>/note/", views.add_note, name="note"),
    path("<uuid:pk>/reopen/", views.reopen, name="reopen"),
    path("<uuid:pk>/plan/", views.plan, name="plan"),
    path("<uuid:pk>/close/", views.close, name="close"),
    path("<uuid:pk>/hand-on/", views.hand_on, name="hand_on"),
    path("<uuid:pk>/redact/", views.redact, name="redact"),
]
