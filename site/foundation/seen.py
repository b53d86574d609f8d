"""What a page showed when its form was drawn: what somebody else has written since is not replaced unseen.

The page has it in a hidden field `seen`; the verb compares under its lock, and refuses with what was written meanwhile.
The page is then drawn anew, with what its reader chose: pressed once more, they replace what they have seen.
"""

from hashlib import blake2s

from django.utils.translation import gettext_lazy as _

CHANGED_MEANWHILE = _(
    "Someone else has changed this while you had the page open. Nothing of yours was saved. "
    "See above how it is now; to save yours all the same, press again."
)
# For whoever calls a verb without a page: nothing is compared.
NOT_ASKED = ""


def seen(*facts: object) -> str:
    """A mark of these facts; of nothing there is one too."""
    return blake2s("\x1f".join(map(repr, facts)).encode(), digest_size=12).hexdigest()


def unseen(shown: str, *facts: object) -> bool:
    """Whether a page that showed `shown` showed something else than this."""
    return shown != NOT_ASKED and shown != seen(*facts)
