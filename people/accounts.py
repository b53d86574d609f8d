"""How an account is made: with its names as they are kept, and a confirmed address."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import BaseUserManager
from django.db import transaction

from people.names import name_part

if TYPE_CHECKING:
    from people.models import User

# What somebody is called.
NAMES = ("first_name", "last_name")


class UserManager(BaseUserManager["User"]):
    @transaction.atomic
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """An account. Whoever invites vouches for `email`; from then on only a confirmed address can replace it."""
        from allauth.account.models import EmailAddress  # noqa: PLC0415 -- it names this model

        names = {part: name_part(fields.pop(part, "")) for part in NAMES}
        user = self.model(email=self.normalize_email(email).lower(), **names, **fields)
        user.set_password(password)
        user.save(using=self._db)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)
