"""The demo is told under the demo's settings alone, and never over anybody else's data."""

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from demo import people
from people.models import User
from tests.people import make_person


def test_it_is_not_told_over_somebody_elses_data(db):
    make_person("Real Doctor")
    with override_settings(DEMO=True), pytest.raises(CommandError, match="1 account"):
        call_command("seed_demo")
    assert User.objects.filter(email=people.email("facilitator")).count() == 0


def test_it_is_not_told_under_the_settings_of_a_real_site(db):
    with override_settings(DEMO=False, DEBUG=False), pytest.raises(CommandError, match="not the demo's settings"):
        call_command("seed_demo")
    assert User.objects.count() == 0
