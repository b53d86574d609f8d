"""The letter by which time is asked for, as editors write it: one for the whole site."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, Panel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from foundation.lines import check_one_line
from groups.protected_time.letters.placeholders import PLACEHOLDERS, check_line, check_placeholders

SUBJECT = "Protected time for peer-support groups: {programme}"
BODY = """{date}

Dear {to},

I am writing for {programme}, at {organisation}. Our {doctors} meet in small peer-support groups. \
Two trained colleagues run each group, and a consultant supervises them.

I ask you for this:

{asked}

Why it matters:

{evidence}

What the groups have done so far:

{figures}

Who comes to a group is written down nowhere, and nobody reports on anyone. Time is asked for everybody, \
so that nobody has to ask for it alone. We have no comparison group: these numbers do not say what the groups \
changed.

Please tell me what you decide, and what you would need to agree. I can come and talk it through.

Yours sincerely,

{from}"""


@register_setting(icon="mail")
class LetterTemplate(BaseSiteSetting):
    """Saved only with placeholders that there are."""

    subject = models.CharField(_("subject"), max_length=160, default=SUBJECT, validators=[check_one_line, check_line])
    body = models.TextField(
        _("letter"),
        default=BODY,
        max_length=8000,
        validators=[check_placeholders],
        help_text=_("Plain paragraphs, with an empty line between two."),
    )

    panels: ClassVar[list[Panel]] = [
        HelpPanel(template="groups/protected_time/letters/placeholders.html", heading=_("Placeholders")),
        FieldPanel("subject"),
        FieldPanel("body"),
    ]

    placeholders = PLACEHOLDERS

    class Meta:
        verbose_name = _("letter for protected time")
