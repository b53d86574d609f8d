from django.urls import path

from supervision.hours import views

app_name = "hours"
urlpatterns = [
    path("people/<uuid:pk>/hours/", views.hours, name="person"),
    path("people/<uuid:pk>/hours/table/", views.table, name="table"),
    path("people/<uuid:pk>/hours/pdf/", views.pdf, name="pdf"),
    path("hours/rule/<uuid:pk>/", views.rule, name="rule"),
]
