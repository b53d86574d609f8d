"""What sessions are about: our own controlled list. Reported in aggregate only."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

THEMES = {
    "workload": _("workload and rotas"),
    "sleep": _("sleep and fatigue"),
    "exams": _("exams and portfolios"),
    "progression": _("progression and ARCP"),
    "rotation": _("rotation and belonging"),
    "isolation": _("isolation"),
    "patient_death": _("a patient's death"),
    "error": _("error or incident"),
    "complaint": _("complaint or investigation"),
    "moral_distress": _("moral distress"),
    "violence": _("violence or abuse"),
    "incivility": _("incivility and bullying"),
    "racism": _("racism and discrimination"),
    "gender_faith": _("gender, sexuality, faith"),
    "international": _("being an international graduate"),
    "less_than_full_time": _("less than full time, parenting, caring"),
    "own_illness": _("own illness or disability"),
    "hierarchy": _("hierarchy and speaking up"),
    "team_conflict": _("conflict in the team"),
    "uncertainty": _("uncertainty and responsibility"),
    "career_doubt": _("doubts about my career"),
    "pay": _("industrial relations and pay"),
    "joy": _("joy, meaning, gratitude"),
    "group_itself": _("the group itself: trust, attendance, ending"),
}
MOST_THEMES = 5


def check_themes(value: Any) -> None:
    if not isinstance(value, list) or not set(value) <= set(THEMES):
        raise ValidationError(_("Choose themes from the list."))
    if len(value) > MOST_THEMES:
        raise ValidationError(_("Choose five themes at most."))
