from django.urls import path

from certificates import board_views, register_views, verify_views, views

app_name = "certificates"
urlpatterns = [
    path("certificates/", views.mine, name="mine"),
    path("certificates/register/", register_views.register, name="register"),
    path("certificates/<uuid:pk>/", views.detail, name="detail"),
    path("certificates/<uuid:pk>/replace/", register_views.replace, name="replace"),
    path("certificates/<uuid:pk>/revoke/", register_views.revoke, name="revoke"),
    path("certificates/<uuid:pk>.pdf", views.pdf, name="pdf"),
    path("readiness/", board_views.readiness, name="readiness"),
    path("readiness/board.csv", board_views.download, name="download"),
    path("readiness/<uuid:pk>/authorise/", board_views.authorise, name="authorise"),
    path("readiness/<uuid:pk>/issue/<slug:award>/", board_views.issue, name="issue"),
    path("verify/", verify_views.verify, name="verify"),
    path("verify/<str:code>/", verify_views.verify_code, name="verify_code"),
]
