"""Whatever happens, in any order: never twice, never after it is moot, never at night, never two a day."""

from collections import Counter
from datetime import timedelta
from uuid import UUID

from django.core import mail
from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from delivery.mail import notify
from delivery.models import Effect
from delivery.reminders.models import EARLIEST, LATEST
from delivery.reminders.services import choose_reminders, forget_told, remind
from delivery.services import deliver_due, try_again
from tests.delivery.reminders.conftest import KINDS, LONDON, NOON, Rows
from tests.delivery.reminders.transport import SometimesDown
from tests.people import Cast

PEOPLE = ("anna", "ben")


class Reminding(RuleBasedStateMachine):
    cast: Cast
    rows: Rows
    people, kinds = st.sampled_from(PEOPLE), st.sampled_from(KINDS)

    def __init__(self):
        super().__init__()
        self.start = transaction.savepoint()
        self.now = NOON
        self.rows.due.clear()
        self.told, self.days, self.alerts = Counter(), Counter(), 0
        self.hours = dict.fromkeys(PEOPLE, (EARLIEST, LATEST))
        self.off = {name: set() for name in PEOPLE}
        SometimesDown.down = False
        mail.outbox.clear()

    def teardown(self):
        SometimesDown.down = False
        transaction.savepoint_rollback(self.start)

    @rule(hours=st.integers(1, 30))
    def time_passes(self, hours):
        self.now += timedelta(hours=hours)

    @rule(name=people, kind=kinds)
    def something_comes_due(self, name, kind):
        self.rows.add(kind, getattr(self.cast, name))

    @precondition(lambda self: any(self.rows.due.values()))
    @rule(data=st.data())
    def something_is_moot(self, data):
        every = sorted((kind, row) for kind, rows in self.rows.due.items() for row in rows)
        kind, row = data.draw(st.sampled_from(every))
        self.rows.due[kind].remove(row)

    @rule(name=people, off=st.sets(kinds), earliest=st.integers(6, 12), latest=st.integers(17, 22))
    def somebody_chooses(self, name, off, earliest, latest):
        choose_reminders(person=getattr(self.cast, name), earliest=earliest, latest=latest, off=off)
        self.hours[name], self.off[name] = (earliest, latest), off

    @rule(down=st.booleans())
    def the_mail_server(self, down):
        SometimesDown.down = down

    @rule()
    def what_was_given_up_is_tried_again(self):
        try_again(self.now)

    @rule()
    def tidying(self):
        forget_told(before=self.now, now=self.now)

    @rule(name=people)
    def a_concern_alerts_at_any_hour(self, name):
        """It obeys none of this: it leaves as soon as the mail server takes it."""
        self.alerts += 1
        notify(getattr(self.cast, name), "something_waiting", about=UUID(int=self.alerts), now=self.now)
        if not SometimesDown.down:
            before = len(self.alerts_sent())
            self.look_at(lambda: deliver_due(self.now))
            assert len(self.alerts_sent()) > before

    @rule()
    def the_worker_writes(self):
        remind(self.now)

    @rule()
    def the_worker_sends(self):
        self.look_at(lambda: deliver_due(self.now))

    def look_at(self, deed):
        before = len(mail.outbox)
        deed()
        for sent in mail.outbox[before:]:
            effect = Effect.objects.get(pk=sent.extra_headers["Message-ID"][1:37])
            if effect.kind == "mail:reminders":
                self.judge(effect)

    def judge(self, effect):
        name = effect.recipient.first_name.lower()
        local = timezone.localtime(self.now, LONDON)
        earliest, latest = self.hours[name]
        assert earliest <= local.hour < latest
        self.days[name, local.date()] += 1
        assert self.days[name, local.date()] == 1
        told = Effect.objects.filter(object_id=effect.pk, kind__startswith="told:")
        assert told
        for row in told:
            kind, about = row.key.split(":")[1:3]
            self.told[row.key] += 1
            assert self.told[row.key] == 1
            assert (effect.recipient.pk, UUID(about), "") in self.rows.due[kind]
            assert kind not in self.off[name]

    def alerts_sent(self):
        return [sent for sent in mail.outbox if sent.subject == "Something is waiting for you"]


def test_reminders_machine(cast, rows, run_machine, settings):
    settings.MAIL_TRANSPORT = "tests.delivery.reminders.transport.SometimesDown"
    run_machine(Reminding, cast=cast, rows=rows)
