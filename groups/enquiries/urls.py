"""Enquiries: the public questions, and the page behind the link that is mailed."""

from django.urls import path

from groups.enquiries import inbox_views, views

app_name = "enquiries"
urlpatterns = [
    path("enquire/", views.start, name="start"),
    path("enquire/check/", views.check, name="check"),
    path("enquire/sent/", views.sent, name="sent"),
    path("enquire/yours/<str:token>/", views.own, name="own"),
    path("enquire/yours/<str:token>/confirm/", views.confirm, name="confirm"),
    path("enquire/yours/<str:token>/withdraw/", views.withdraw, name="withdraw"),
    path("enquire/yours/<str:token>/take/", views.take_place, name="take_place"),
    path("enquire/yours/<str:token>/leave/", views.leave_place, name="leave_place"),
    path("enquire/<slug:question>/", views.question, name="question"),
    path("enquiries/", inbox_views.inbox, name="inbox"),
    path("enquiries/new-group/", inbox_views.set_up, name="set_up"),
    path("enquiries/<uuid:pk>/", inbox_views.enquiry, name="enquiry"),
    path("enquiries/<uuid:pk>/offer/", inbox_views.offer, name="offer"),
    path("enquiries/<uuid:pk>/take-back/", inbox_views.take_back, name="take_back"),
    path("enquiries/<uuid:pk>/wait/", inbox_views.wait, name="wait"),
    path("enquiries/<uuid:pk>/invite/", inbox_views.invite, name="invite"),
    path("enquiries/<uuid:pk>/decline/", inbox_views.decline, name="decline"),
    path("enquiries/<uuid:pk>/hand-on/", inbox_views.hand_on, name="hand_on"),
    path("groups/<uuid:pk>/who-comes/", inbox_views.who_comes, name="who_comes"),
]
