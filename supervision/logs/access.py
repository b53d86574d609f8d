"""Who may open the routes of logs: one's own, and nobody else's, in every state."""

from foundation.access import SIGNED_IN, Access, only

OWNER = only("owner")

ACCESS: dict[str, Access] = {
    "logs:list": Access(get=SIGNED_IN),
    # By the key of a session: both of its facilitators start a log of their own.
    "logs:start": Access(post=only("owner", "partner"), subject="session"),
    "logs:detail": Access(get=OWNER, post=OWNER, subject="log"),
    "logs:share_as_before": Access(post=OWNER, subject="log"),
    "logs:share": Access(get=OWNER, post=OWNER, subject="log"),
    "logs:withdraw": Access(get=OWNER, post=OWNER, subject="log"),
    "logs:void": Access(get=OWNER, post=OWNER, subject="log"),
    "logs:redact": Access(get=OWNER, post=OWNER, subject="log"),
    "logs:again": Access(post=OWNER, subject="withdrawn_log"),
    "logs:reply": Access(post=OWNER, subject="answered_log"),
}
