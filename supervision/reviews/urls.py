from django.urls import path

from supervision.reviews import views, writing

app_name = "reviews"
urlpatterns = [
    path("", views.review_list, name="list"),
    path("begin/", views.begin, name="begin"),
    path("<uuid:pk>/", views.detail, name="detail"),
    path("<uuid:pk>/write/", writing.write, name="write"),
    path("<uuid:pk>/show/", writing.show, name="show"),
    path("<uuid:pk>/talked/", views.talked, name="talked"),
    path("<uuid:pk>/final/", writing.final, name="final"),
    path("<uuid:pk>/another/", views.another, name="another"),
    path("<uuid:pk>/another/back/", views.another_back, name="another_back"),
    path("<uuid:pk>/take/", views.take, name="take"),
    path("<uuid:pk>/redact/", views.redact, name="redact"),
]
