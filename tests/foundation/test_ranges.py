"""What part of a file is sent: never more than a mebibyte, always within the file, and always what was asked first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.ranges import MOST, NotThere, Part, asked_part

SIZES = st.integers(1, 5 * MOST)
NUMBERS = st.integers(0, 6 * MOST)


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-", Part(0, MOST - 1)),
        ("bytes=0-0", Part(0, 0)),
        ("bytes=5-9", Part(5, 9)),
        ("Bytes = 5-9", Part(5, 9)),
        ("bytes=-10", Part(3 * MOST - 10, 3 * MOST - 1)),
        ("bytes=-99999999999999999999999", Part(0, MOST - 1)),
        ("bytes=100-99999999999999999999999", Part(100, MOST + 99)),
        ("bytes=5-9, 20-30", Part(5, 9)),
        ("bytes=99999999999999999999999-, 20-30", Part(20, 30)),
        ("bytes=, 5-9", Part(5, 9)),
    ],
)
def test_a_part_that_is_asked_for(header, part):
    assert asked_part(header, 3 * MOST) == part


@pytest.mark.parametrize(
    "header",
    ["", "bytes", "bytes=", "bytes=-", "bytes=9-5", "bytes=a-b", "bytes=5", "bytes=²-", "lines=1-2", "bytes=1-2x"],
)
def test_what_is_no_range_asks_for_all(header):
    assert asked_part(header, 1000) is None


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=-0", f"bytes={'9' * 5000}-", "bytes=1000-2000,3000-"])
def test_what_is_behind_the_end_is_not_there(header):
    with pytest.raises(NotThere):
        asked_part(header, 1000)


@given(size=SIZES, first=NUMBERS, last=st.none() | NUMBERS)
def test_a_part_begins_where_it_was_asked_and_is_within(size, first, last):
    header = f"bytes={first}-{'' if last is None else last}"
    if last is not None and last < first:
        assert asked_part(header, size) is None
    elif first >= size:
        with pytest.raises(NotThere):
            asked_part(header, size)
    else:
        wanted = min(size - 1 if last is None else last, size - 1)
        assert asked_part(header, size) == Part(first, min(wanted, first + MOST - 1))


@given(size=SIZES)
def test_part_after_part_is_the_whole_file(size):
    at = 0
    while at < size:
        part = asked_part(f"bytes={at}-", size)
        assert part and part.first == at
        at = part.last + 1
    assert at == size


@given(header=st.text(max_size=40) | st.from_regex(r"bytes=[0-9,\- ]{0,30}", fullmatch=True), size=SIZES)
def test_whatever_is_asked_nothing_else_comes_out(header, size):
    try:
        part = asked_part(header, size)
    except NotThere:
        return
    assert part is None or (0 <= part.first <= part.last < size and part.size <= MOST)
