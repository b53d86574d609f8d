from django.urls import path

from supervision.attendance import views

app_name = "attendance"
urlpatterns = [
    path("<uuid:pk>/attendance/", views.put_right, name="put_right"),
    path("<uuid:pk>/attendance/seen/", views.seen, name="seen"),
]
