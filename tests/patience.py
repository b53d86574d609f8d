"""How long a running site and its visitors wait in the tests. A busy machine is slow, not wrong."""

# What holds a server so long is ended by the site itself (docs/decisions/0018), with a page that says so.
REQUEST_SECONDS = 60
# Longer, so that a browser reads that page before it gives up.
PATIENCE_SECONDS = REQUEST_SECONDS + 10
