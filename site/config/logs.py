"""What never reaches a log: private words, and the tokens of invitations, certificates and mails about accounts.

Each token stands in the address of a request, and Django writes the address of every request that failed. Private words
are written as what they call themselves, also where a line asks for the words with %s.
"""

import logging
import re
from collections.abc import Mapping

from confidential.private import PrivateText

# A stranger's spelling may differ from ours: more slashes, other letters, signs that are escaped, twice even.
SLASH = r"(?:/|\\|%(?:25)*(?:2F|5C))"
BEFORE = rf"{SLASH}(?:join|verify|key|confirm-email|stop|calendar|yours){SLASH}+|[?&]code="
TOKEN = re.compile(rf"({BEFORE})(?:(?!{SLASH})[^\s\"'?&])+", re.IGNORECASE)


def without_tokens(text: object) -> object:
    if isinstance(text, PrivateText):
        return repr(text)
    return TOKEN.sub(r"\1[token]", text) if isinstance(text, str) else text


class WithoutTokens(logging.Filter):
    """Lets every record pass, with tokens and private words taken out of its message and its arguments."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = without_tokens(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(without_tokens(argument) for argument in record.args)
        elif isinstance(record.args, Mapping):
            record.args = {key: without_tokens(argument) for key, argument in record.args.items()}
        return True
