"""A programme whose course has no gating module has not said yet what it asks for."""

from tests.certificates import making
from tests.figures import authorisation_items


def test_nobody_is_let_through_by_a_course_that_is_not_there(cast):
    nia = making.newcomer(cast)
    making.supervised(cast, nia)
    making.agreed(cast, nia)
    making.practised(cast, nia)
    items = authorisation_items(nia, cast.thames, cast.now)
    assert [(item.label, item.done) for item in items if not item.done] == [
        ("The modules needed before facilitating", False)
    ]
