"""People of a programme, invitations, and the link that an invitation holds."""

from django.urls import URLPattern, path

from people.addresses import views as addresses
from people.corrections.views import correct
from people.endings import views as endings
from people.endings.models import Event
from people.holds import views as holds
from people.invitations import joining
from people.invitations import views as invitations
from people.plans import views as plans
from people.proposals import views as proposals
from people.proposals.several.views import propose_many
from people.roster import views as roster
from people.telephones.views import telephone

app_name = "people"
urlpatterns: list[URLPattern] = [
    path("people/", roster.people, name="roster"),
    path("people/roles/<uuid:pk>/end/", endings.ending, {"event": Event.ROLE_ENDS}, name="end_role"),
    path("people/roles/<uuid:pk>/leave/", endings.ending, {"event": Event.PERSON_LEAVES}, name="leave_programme"),
    path("people/roles/<uuid:pk>/hold/", holds.hold, name="hold"),
    path("people/holds/<uuid:pk>/telephoned/", holds.telephoned, name="telephoned"),
    path("people/endings/seen/", endings.put_away, name="put_away"),
    path("people/roles/<uuid:pk>/account/", correct, name="correct"),
    path("people/roles/<uuid:pk>/supervisor/", proposals.propose, name="propose"),
    path(
        "people/roles/<uuid:pk>/supervisor/<uuid:to>/",
        endings.ending,
        {"event": Event.SUPERVISOR_CHANGES},
        name="hand_over",
    ),
    path("people/supervisors/", propose_many, name="propose_many"),
    path("people/invite/", invitations.invite, name="invite"),
    path("people/invite/many/", invitations.invite_many, name="invite_many"),
    path("people/invitations/", invitations.invitations, name="invitations"),
    path("people/invitations/<uuid:pk>/again/", invitations.send_again, name="send_again"),
    path("people/invitations/<uuid:pk>/withdraw/", invitations.withdraw, name="withdraw_invitation"),
    path("people/proposals/<uuid:pk>/", proposals.declaration, name="declaration"),
    path("people/proposals/<uuid:pk>/withdraw/", proposals.withdraw, name="withdraw_proposal"),
    path("plan/", plans.my_plans, name="my_plans"),
    path("plan/<uuid:pk>/", plans.plan, name="plan"),
    path("plan/<uuid:pk>/write/", plans.write, name="write_plan"),
    path("me/telephone/", telephone, name="telephone"),
    path("account/stop/<str:token>/", addresses.stop_address, name="stop_address"),
    path("account/stopped/", addresses.stopped, name="stopped"),
    path("people/addresses/<uuid:pk>/", addresses.settle_address, name="settle_address"),
    path("join/<str:token>/", joining.join_page, name="join"),
]
