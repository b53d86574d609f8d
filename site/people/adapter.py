"""How allauth behaves here: by invitation only, and with this session's choices remembered."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: Any) -> bool:
        """Accounts are made by invitation; nobody signs themselves up."""
        return False
