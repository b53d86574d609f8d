from django.urls import path

from groups.pairing import views

app_name = "pairing"

urlpatterns = [
    path("pairing/", views.draft, name="draft"),
    path("pairing/<uuid:pk>/accept/", views.accept, name="accept"),
    path("pairing/<uuid:pk>/release/", views.release, name="release"),
    path("pairing/<uuid:pk>/instead/", views.instead, name="instead"),
    path("pairing/<uuid:pk>/group/", views.set_up_group, name="group"),
    path("groups/<uuid:pk>/who-fits/", views.place, name="place"),
]
