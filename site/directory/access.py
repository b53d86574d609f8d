"""Who may open these routes."""

from foundation.access import EVERYBODY, Access

ACCESS: dict[str, Access] = {
    "directory:help": Access(get=EVERYBODY),
}
