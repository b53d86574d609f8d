"""Who may open these routes."""

from foundation.access import EVERYBODY, SIGNED_IN, Access, only

WHO_RESETS = only("coordinator", "governance")

ACCESS: dict[str, Access] = {
    "second_factor:needed": Access(get=SIGNED_IN),
    # Also in the middle of signing in, when the site knows only a password.
    "second_factor:lost": Access(get=EVERYBODY),
    "second_factor:reset_list": Access(get=WHO_RESETS | {"outside_coordinator"}),
    "second_factor:reset": Access(get=WHO_RESETS, post=WHO_RESETS, subject="person_with_app"),
}
