"""Drawing: a few moments, by theme, the same ones for the same draw."""

import hashlib

from courses.cases.models import CaseMoment

MANY = 3


def draw(*, theme: str = "", number: int = 0, many: int = MANY) -> list[CaseMoment]:
    """The `number`-th draw of so many moments of a theme, or of all. One after another they go through the whole bank.

    One query. An installation has some dozens of moments, so all are read. Where fewer are left, it begins again.
    """
    moments = [moment for moment in CaseMoment.objects.all() if not theme or theme in moment.themes]
    moments.sort(key=lambda moment: hashlib.sha256(f"{theme}/{moment.pk}".encode()).digest())
    wanted = range(number * many, number * many + min(many, len(moments)))
    return [moments[at % len(moments)] for at in wanted]
