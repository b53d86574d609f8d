from django.urls import path

from supervision.agreements import views

app_name = "agreements"
urlpatterns = [
    path("", views.agreements, name="list"),
    path("offer/<uuid:pk>/", views.offer, name="offer"),
    path("<uuid:pk>/", views.agreement, name="detail"),
]
