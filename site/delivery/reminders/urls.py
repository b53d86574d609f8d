from django.urls import path

from delivery.reminders import views

app_name = "reminders"

urlpatterns = [path("me/reminders/", views.choices, name="choices")]
