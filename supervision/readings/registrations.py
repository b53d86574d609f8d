"""What readings tell the apps below, at start-up."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from confidential import triggers
from confidential.registry import SealedPolicy, sealed_models
from delivery.mail import register_notice
from foundation.exports import exports
from supervision import readers
from supervision.readings import permissions, queries
from supervision.readings.forms import PARTS
from supervision.readings.models import Reading


def register() -> None:
    # A released reading stays as it is.
    triggers.guard("supervision.Reading", unless="OLD.released_at IS NULL", keep_when="OLD.released_at IS NOT NULL")
    sealed_models.register(
        "supervision.Reading",
        SealedPolicy(
            openable=permissions.readings_open_to,
            might_open=readers.of_reading,
            binds_writer=True,
            may_write=permissions.can_write,
            editor_url=editor_url,
            labels={part.key: part.label for part in PARTS},
            name=_("Your answer to a log"),
        ),
    )
    register_notice(
        "reading_released",
        subject=_("Something is waiting for you"),
        sentence=_("There is an answer to something that you shared."),
        path="/logs/",
    )
    exports.register("answers_i_wrote", queries.export)


def editor_url(reading: Reading) -> str:
    return reverse("desk:log", args=[reading.version_id])
