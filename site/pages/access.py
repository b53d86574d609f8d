"""Who may open these routes."""

from foundation.access import SIGNED_IN, Access

ACCESS: dict[str, Access] = {
    "pages:my_day": Access(get=SIGNED_IN),
    "pages:account": Access(get=SIGNED_IN),
    "pages:my_data": Access(get=SIGNED_IN),
    "pages:take_my_data": Access(post=SIGNED_IN),
}
