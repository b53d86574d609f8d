"""What a moment of the case bank can be about. A moment keeps the names; the words may be made plainer."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Theme(models.TextChoices):
    LISTENING = "listening", _("Listening, and not fixing")
    ROLE = "role", _("Your role and its edges")
    AGREEMENT = "agreement", _("What stays in the room")
    PAIR = "pair", _("Working as two")
    ONLINE = "online", _("On screen")
    PATTERNS = "patterns", _("What the group does")
    DIFFERENCE = "difference", _("Race, faith, rank and difference")
    MORAL = "moral", _("Moral injury and burnout")
    DISTRESS = "distress", _("Distress and safety")
    ENDINGS = "endings", _("Coming and going")
    SUPERVISION = "supervision", _("You, and supervision")
