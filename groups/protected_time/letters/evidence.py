"""Why time is asked, each point with its source and its year. What changes is changed here, by somebody who read it."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Point(NamedTuple):
    says: str | Promise
    source: str | Promise


EVIDENCE = (
    Point(
        _("Doctors in training need protected time for learning and for organised sessions."),
        _("GMC, Promoting excellence: standards for medical education and training, 2015, requirement R1.16"),
    ),
    Point(
        _("In foundation training, two hours a week of self-development time are in the work schedule."),
        _("NHS Employers, Foundation review: self-development time, 2020 and 2021"),
    ),
    Point(
        _("In the national training survey, one trainee in five was at high risk of burnout."),
        _("GMC, National training survey, 2024: 21 %, and 2025: 20 %"),
    ),
    Point(
        _(
            "Peer-support groups led by trained trainees were called powerful support. Their main difficulty was to "
            "set groups up and keep them going."
        ),
        _("Trainees4trainees, BJPsych Open 7(S1), S126, 2021; feedback without a comparison group"),
    ),
)
