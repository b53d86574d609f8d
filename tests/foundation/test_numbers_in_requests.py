"""A number that a request names is read as one, or is none: whatever was sent, and however much of it."""

import pytest

from foundation.http import whole_number


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("0", 0),
        ("12", 12),
        ("999999999", 999_999_999),
        ("", None),
        ("-1", None),
        ("1.0", None),
        (" 1", None),
        ("\u00b2", None),
        ("\u0661", None),
        ("1" * 10, None),
        ("9" * 5000, None),
    ],
)
def test_what_is_read_of_a_number(sent, read):
    assert whole_number(sent) == read
