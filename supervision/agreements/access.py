from foundation.access import Access

ACCESS: dict[str, Access] = {}
