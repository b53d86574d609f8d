from django.urls import path

from supervision.agreements import revising_views, views

app_name = "agreements"
urlpatterns = [
    path("", views.agreements, name="list"),
    path("offer/", views.offer_many, name="offer_many"),
    path("offer/<uuid:pk>/", views.offer, name="offer"),
    path("<uuid:pk>/", views.agreement, name="detail"),
    path("<uuid:pk>/change/", revising_views.revise, name="revise"),
    path("<uuid:pk>/change/agree/", revising_views.agree, name="agree_to_change"),
    path("<uuid:pk>/change/take-back/", revising_views.take_back, name="take_change_back"),
]
