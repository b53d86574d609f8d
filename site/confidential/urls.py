from django.urls import path

from confidential import views

app_name = "words"
urlpatterns = [
    path("keep/", views.keep, name="keep"),
    path("signed-in/", views.signed_in, name="signed_in"),
    path("<uuid:sealed_id>/save/", views.save, name="save"),
    path("<uuid:sealed_id>/before/", views.earlier, name="earlier"),
    path("<uuid:sealed_id>/choose/", views.choose, name="choose"),
]
