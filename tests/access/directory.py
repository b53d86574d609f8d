"""Who may open these routes."""

from tests.access.relations import EVERYBODY, Access

ACCESS: dict[str, Access] = {
    "directory:help": Access(get=EVERYBODY),
}
