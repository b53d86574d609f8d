"""A box that is emptied, by a pocket or on purpose, is saved as empty. What stood in it is kept for thirty days.

Sealed like the words themselves, for their writer to bring back; destroyed with them, when they are destroyed.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from confidential.models import EarlierWords, SealedText
from confidential.private import PrivateText
from confidential.texts import drop, opened, start_words

RETENTION = timedelta(days=30)
# For each part: whoever empties a box more often than this does it on purpose.
MOST = 5
# A pocket may leave a letter. Below this a text has no halves.
LONG = 40


def keep(text: SealedText, stood: Mapping[str, str], wanted: Mapping[str, str], now: datetime) -> bool:
    """Before `wanted` is written over `stood`: keep what is emptied, or all but. Whether anything was."""
    emptied = [part for part, words in stood.items() if is_emptied(words, wanted.get(part, ""))]
    for part in emptied:
        _keep(text, part, stood[part], now)
    return bool(emptied)


def is_emptied(before: str, after: str) -> bool:
    before, after = before.strip(), after.strip()
    return bool(before) and (not after or (len(before) >= LONG and len(after) * 2 < len(before)))


def _keep(text: SealedText, part: str, words: str, now: datetime) -> None:
    rows = list(text.earlier.select_related("text").filter(part=part).order_by("-kept_at", "-pk"))
    # Emptied in several goes: what stood before the first holds the rest.
    if any(words.strip() in opened(row.text).get(part, "") for row in rows if row.text):
        return
    for row in rows[MOST - 1 :]:
        drop(row)
    new = EarlierWords(original=text, part=part, kept_at=now)
    start_words(new, now=now, parts={part: PrivateText(words)})
    new.save(force_insert=True)


def forget(*, before: datetime) -> int:
    """Delete what has not been brought back in time. Returns how many."""
    old = list(EarlierWords.objects.filter(kept_at__lt=before).select_related("text"))
    for words in old:
        drop(words)
    return len(old)
