"""Protected time: its register, which directors read too, and one matter of it."""

from django.urls import path

from groups.protected_time import views
from groups.protected_time.letters import views as letters

app_name = "protected_time"
urlpatterns = [
    path("protected-time/", views.register, name="register"),
    path("protected-time/new/", views.new, name="new"),
    path("protected-time/<uuid:pk>/", views.matter, name="matter"),
    path("protected-time/<uuid:pk>/letter/", letters.letter, name="letter"),
    path("protected-time/<uuid:pk>/letter.pdf", letters.pdf, name="letter_pdf"),
    path("protected-time/<uuid:pk>/letter.txt", letters.text, name="letter_text"),
]
