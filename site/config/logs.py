"""What never reaches a log: the token of an invitation's link, a certificate's code, the keys in mails about accounts.

Each stands in the address of a request, and Django writes the address of every request that failed.
"""

import logging
import re

# A stranger's spelling may differ from ours: more slashes, other letters, signs that are escaped, twice even.
SLASH = r"(?:/|\\|%(?:25)*(?:2F|5C))"
BEFORE = rf"{SLASH}(?:join|verify|key|confirm-email|stop){SLASH}+|[?&]code="
TOKEN = re.compile(rf"({BEFORE})(?:(?!{SLASH})[^\s\"'?&])+", re.IGNORECASE)


def without_tokens(text: object) -> object:
    return TOKEN.sub(r"\1[token]", text) if isinstance(text, str) else text


class WithoutTokens(logging.Filter):
    """Lets every record pass, with the token taken out of its message and its arguments."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = without_tokens(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(without_tokens(argument) for argument in record.args)
        return True
