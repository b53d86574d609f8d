"""Who may open the list of those who have nobody."""

from foundation.access import Access, only

ACCESS: dict[str, Access] = {"overlooked:list": Access(get=only("coordinator", "outside_coordinator"))}
