"""Who may open these routes."""

from tests.access.relations import EVERYBODY, SIGNED_IN, SUPERVISORS, Access, only

ACCESS: dict[str, Access] = {
    "pages:home": Access(get=EVERYBODY),
    "pages:robots": Access(get=EVERYBODY),
    "pages:favicon": Access(get=EVERYBODY),
    "pages:offline": Access(get=EVERYBODY),
    "pages:offline_worker": Access(get=EVERYBODY),
    "wagtail_serve": Access(get=EVERYBODY, subject="standard_page"),
    "editors_image": Access(get=only("editor", "clinical_lead"), subject="image"),
    "pages:my_day": Access(get=SIGNED_IN),
    "pages:changes": Access(get=only("coordinator", "outside_coordinator") | SUPERVISORS),
    "pages:account": Access(get=SIGNED_IN),
    "calendar:subscription": Access(get=SIGNED_IN, post=SIGNED_IN),
    "calendar:feed": Access(get=EVERYBODY, subject="calendar_secret"),
    "calendar:event": Access(get=only("owner", "partner"), subject="session"),
    "reminders:choices": Access(get=SIGNED_IN, post=SIGNED_IN),
    "pages:my_data": Access(get=SIGNED_IN),
    "pages:my_words": Access(get=SIGNED_IN, post=SIGNED_IN),
    "pages:print_words": Access(get=SIGNED_IN),
    "pages:take_my_data": Access(post=SIGNED_IN),
}
