"""Who may open the routes under /words/. The script's two routes answer signed-out people with 401, not a redirect."""

from tests.access.relations import SIGNED_IN, Access, only

ACCESS: dict[str, Access] = {
    "words:save": Access(post=only("owner"), subject="sealed_text"),
    "words:choose": Access(get=only("owner"), post=only("owner"), subject="sealed_text_with_copy"),
    "words:earlier": Access(get=only("owner"), post=only("owner"), subject="sealed_text"),
    "words:signed_in": Access(get=SIGNED_IN),
    "words:keep": Access(post=SIGNED_IN),
}
