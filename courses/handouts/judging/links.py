"""Where a link in a handout may lead: to the web, a mail address or a telephone. Never to a file or a script."""

import re

LEADS_OUT = re.compile(r"(?:https?://[^\s\\/:@]|mailto:|tel:)[^\s\x00-\x20\x7f]*", re.IGNORECASE)


def may_be_followed(address: str) -> bool:
    return bool(LEADS_OUT.fullmatch(address))
