"""Help and crisis services. A wrong number here is a safety fault, so each says when somebody last rang it."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directory.checks import check_not_ahead, check_phone, check_text_number
from foundation.refusals import Refusal

STALE_AFTER = timedelta(days=90)


class Need(models.TextChoices):
    """What somebody looks for. Of each, the public always has a service once it has had one."""

    DANGER = "danger", _("someone is in danger now")
    CRISIS = "crisis", _("a mental health crisis that cannot wait")
    TALK = "talk", _("someone to talk to, at any hour")
    YOUNG = "young", _("thoughts of suicide, under 35")
    HOME = "home", _("being hurt or frightened at home")
    DOCTORS = "doctors", _("help for doctors")


def last_of_its_need(need: str) -> str:
    return gettext(
        "This is the only service that the public has for “%(need)s”. "
        "Add another and show it first; then this one can go."
    ) % {"need": Need(need).label}


class HelpServiceQuerySet(models.QuerySet["HelpService"]):
    def shown(self) -> "HelpServiceQuerySet":
        return self.filter(shown=True)

    def needs_left_without(self, going: Collection[Any]) -> list[str]:
        """The needs for which the public would have nothing, were those with these keys to go."""
        left = set(self.model.objects.shown().exclude(pk__in=going).values_list("need", flat=True))
        losing = self.model.objects.shown().filter(pk__in=going).values_list("need", flat=True)
        return sorted(set(losing) - left)

    def delete(self) -> tuple[int, dict[str, int]]:
        refuse_to_leave_nothing(list(self.values_list("pk", flat=True)))
        return super().delete()

    def update(self, **changes: Any) -> int:
        if changes.get("shown") is False or "need" in changes:
            refuse_to_leave_nothing(list(self.values_list("pk", flat=True)))
        return super().update(**changes)


def refuse_to_leave_nothing(going: Collection[Any]) -> None:
    """Raise Refusal if a need of the public would be left without a service."""
    for need in HelpService.objects.needs_left_without(going):
        raise Refusal(last_of_its_need(need))


class HelpService(models.Model):
    class Strength(models.TextChoices):
        EMERGENCY = "emergency", _("In danger now")
        URGENT = "urgent", _("Today or tonight")
        SOON = "soon", _("When you want to talk")

    class Audience(models.TextChoices):
        ANYONE = "anyone", _("anyone")
        DOCTORS = "doctors", _("doctors")

    name = models.CharField(_("name"), max_length=120)
    what_for = models.CharField(_("what it is for"), max_length=240)
    strength = models.CharField(_("how urgent"), max_length=12, choices=Strength)
    audience = models.CharField(_("who it is for"), max_length=12, choices=Audience, default=Audience.ANYONE)
    need = models.CharField(
        _("what people look for"),
        max_length=12,
        choices=Need,
        default=Need.TALK,
        help_text=_("You cannot delete or hide the last service for each of these."),
    )
    phone = models.CharField(
        _("phone"),
        max_length=40,
        blank=True,
        validators=[check_phone],
        help_text=_("In figures: 0330 123 1245, 116 123, or “111, then option 2”."),
    )
    text_number = models.CharField(
        _("text message"),
        max_length=80,
        blank=True,
        validators=[check_text_number],
        help_text=_("What to write, and where to: SHOUT to 85258."),
    )
    web = models.CharField(_("web address"), max_length=200, blank=True, help_text=_("Shown as words, not fetched."))
    hours = models.CharField(_("hours"), max_length=120)
    nations = models.CharField(_("nations"), max_length=120)
    last_checked = models.DateField(_("last checked"), validators=[check_not_ahead])
    shown = models.BooleanField(
        _("the public sees this"),
        default=True,
        help_text=_("As soon as you save. Untick it while you are still asking."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=100)

    objects = HelpServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("help service")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if not (self.phone or self.text_number or self.web):
            raise ValidationError({"phone": _("Add a way to reach it: a phone, a text message or a web address.")})
        if need := self._need_left():
            raise ValidationError({"need" if self.shown else "shown": last_of_its_need(need)})

    def _need_left(self) -> str:
        """The need that would lose its last service if this were saved as it is; empty for none."""
        stands = HelpService.objects.filter(pk=self.pk).first() if self.pk else None
        if stands is None or not stands.shown or (self.shown and self.need == stands.need):
            return ""
        return next(iter(HelpService.objects.needs_left_without([self.pk])), "")

    def save(self, *args: Any, **options: Any) -> None:
        if need := self._need_left():
            raise Refusal(last_of_its_need(need))
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        refuse_to_leave_nothing([self.pk])
        return super().delete(*args, **options)

    def needs_checking(self, today: date) -> bool:
        return today - self.last_checked > STALE_AFTER
