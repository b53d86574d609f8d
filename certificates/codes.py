"""The code on a certificate: 80 random bits in Crockford's base 32, which people read aloud and type."""

import hashlib
import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 16, 4
BETWEEN_SIGNS = re.compile(r"[\W_]+")
# What people type for what they see.
FORGIVEN = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code() -> str:
    """16 characters that nobody can guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def canonical(typed: str) -> str:
    """`typed` as it would have been issued: without spaces and dashes, in capitals, look-alikes read as digits.

    The whole address may be pasted as well. Whatever cannot be a code comes back as something that is none.
    """
    last = typed.strip().rstrip("/").rpartition("/")[2]
    return BETWEEN_SIGNS.sub("", last).upper().translate(FORGIVEN)[: LENGTH + 1]


def grouped(code: str) -> str:
    """The code in four groups, as it is printed."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def digest(code: str) -> str:
    """What the table is searched for: the same work, and no likeness, for right and wrong codes."""
    return hashlib.sha256(code.encode()).hexdigest()
