"""Help and crisis services. A wrong number here is a safety fault, so each says when somebody last rang it."""

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

STALE_AFTER = timedelta(days=90)


class HelpService(models.Model):
    class Strength(models.TextChoices):
        EMERGENCY = "emergency", _("In danger now")
        URGENT = "urgent", _("Today or tonight")
        SOON = "soon", _("When you want to talk")

    class Audience(models.TextChoices):
        ANYONE = "anyone", _("anybody")
        DOCTORS = "doctors", _("doctors")

    name = models.CharField(_("name"), max_length=120)
    what_for = models.CharField(_("what it is for"), max_length=240)
    strength = models.CharField(_("how urgent"), max_length=12, choices=Strength)
    audience = models.CharField(_("for whom"), max_length=12, choices=Audience, default=Audience.ANYONE)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    text_number = models.CharField(_("text message"), max_length=80, blank=True)
    web = models.CharField(_("web address"), max_length=200, blank=True, help_text=_("Shown as words, not fetched."))
    hours = models.CharField(_("hours"), max_length=120)
    nations = models.CharField(_("nations"), max_length=120)
    last_checked = models.DateField(_("last checked"))
    position = models.PositiveSmallIntegerField(_("position"), default=100)

    class Meta:
        verbose_name = _("help service")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def needs_checking(self, today: date) -> bool:
        return today - self.last_checked > STALE_AFTER
