"""Who sees what is in no published step yet."""

from collections.abc import Container

from people.models import Role, User


def reads_drafts(user: User, roles: Container[str]) -> bool:
    """Whether the Wagtail admin is open for this person today: to write, or to read for a sign-off.

    By the same roles as `config.middleware.AdminForEditorsOfNow`.
    """
    today = user.is_superuser or Role.EDITOR in roles or Role.CLINICAL_LEAD in roles
    return today and user.has_perm("wagtailadmin.access_admin")
