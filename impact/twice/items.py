"""What participants are asked twice, and the one change that is reported. Ours, and free for anybody to use (CC0).

The primary item was chosen before the first answer came, and so was what is done with it: the mean change of those
whose two answers are linked, with its 95 % interval, from twenty pairs on. No other change is reported.
"""

from django.utils.translation import gettext_lazy as _

from impact.items import Item

ALONE = Item("alone", _("I feel alone with what happens at work."))
PRIMARY = ALONE
WAVE_ITEMS = (
    ALONE,
    Item("mistake", _("I could tell a colleague about a mistake of mine.")),
    Item("help", _("I know where I would get help.")),
    Item("stay", _("I intend to stay in my training programme.")),
)
