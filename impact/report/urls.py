"""The programme's report."""

from django.urls import path

from impact.report import views

app_name = "report"
urlpatterns = [
    path("programme/report/", views.page, name="page"),
    path("programme/report/report.pdf", views.pdf, name="pdf"),
    path("programme/report/report.xlsx", views.workbook, name="workbook"),
]
