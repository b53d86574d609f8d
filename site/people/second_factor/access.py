"""Who may open these routes."""

from foundation.access import EVERYBODY, SIGNED_IN, Access

ACCESS: dict[str, Access] = {
    "second_factor:needed": Access(get=SIGNED_IN),
    # Also in the middle of signing in, when the site knows only a password.
    "second_factor:lost": Access(get=EVERYBODY),
}
