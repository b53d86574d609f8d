"""Legal moves are data: what is not in the table is refused, and the refusal says what to do."""

import pytest

from foundation.refusals import IllegalMove, Moves

MOVES = Moves({"draft": ["shared"], "shared": ["shared", "read"]})


@pytest.mark.parametrize(
    ("current", "target", "legal"),
    [
        ("draft", "shared", True),
        ("draft", "read", False),
        ("draft", "draft", False),
        ("shared", "shared", True),
        ("shared", "read", True),
        ("shared", "draft", False),
        ("read", "draft", False),
        ("read", "shared", False),
        ("read", "read", False),
    ],
)
def test_the_table_decides(current, target, legal):
    assert MOVES.allow(current, target) is legal


def test_a_refused_move_tells_the_person_to_look_again():
    with pytest.raises(IllegalMove, match="Check it and try again"):
        MOVES.check("read", "draft")
