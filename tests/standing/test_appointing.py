"""Appointments are authority; the Wagtail admin follows them."""

from datetime import timedelta

from people import services
from people.models import Appointment, Role
from tests.people import make_person
from tests.verbs import end_appointment


def test_an_editor_reaches_the_admin_and_loses_it_with_the_appointment(cast, now, sign_in):
    maya = make_person("Maya Lowe")
    appointment = services.appoint(person=maya, role=Role.EDITOR, programme=cast.thames, now=now)
    assert [group.name for group in maya.groups.all()] == [services.ADMIN_GROUPS[Role.EDITOR]]
    end_appointment(appointment=appointment, now=now + timedelta(hours=1))
    assert list(maya.groups.all()) == []


def test_appointing_twice_is_one_appointment(cast, now):
    first = services.appoint(person=cast.farah, role=Role.TRAINER, programme=cast.thames, now=now)
    again = services.appoint(person=cast.farah, role=Role.TRAINER, programme=cast.thames, now=now)
    assert (again, Appointment.objects.filter(person=cast.farah, role=Role.TRAINER).count()) == (first, 1)


def test_ending_an_appointment_twice_keeps_the_first_end(cast, now):
    appointment = Appointment.objects.get(person=cast.farah)
    end_appointment(appointment=appointment, now=now)
    assert end_appointment(appointment=appointment, now=now + timedelta(days=1)).ends_at == now
