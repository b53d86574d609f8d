from django.urls import path

from certificates import board_views, register_views, verify_views, views
from certificates.evidence import views as evidence
from certificates.several.views import issue_many

app_name = "certificates"
urlpatterns = [
    path("certificates/", views.certificates_list, name="list"),
    path("certificates/register/", register_views.register, name="register"),
    path("certificates/<uuid:pk>/", views.detail, name="detail"),
    path("certificates/<uuid:pk>/replace/", register_views.replace, name="replace"),
    path("certificates/<uuid:pk>/revoke/", register_views.revoke, name="revoke"),
    path("certificates/<uuid:pk>.pdf", views.pdf, name="pdf"),
    path("evidence/", evidence.page, name="evidence"),
    path("evidence/evidence.pdf", evidence.pdf, name="evidence_pdf"),
    path("evidence/evidence.txt", evidence.text, name="evidence_text"),
    path("evidence/evidence.csv", evidence.table, name="evidence_table"),
    path("evidence/transcript.csv", evidence.transcript, name="transcript"),
    path("readiness/", board_views.readiness, name="readiness"),
    path("readiness/board.csv", board_views.download, name="download"),
    path("readiness/issue/", issue_many, name="issue_many"),
    path("readiness/<uuid:pk>/authorise/", board_views.authorise, name="authorise"),
    path("readiness/<uuid:pk>/issue/<slug:award>/", board_views.issue, name="issue"),
    path("verify/", verify_views.verify, name="verify"),
    path("verify/<str:code>/", verify_views.verify_code, name="verify_code"),
]
