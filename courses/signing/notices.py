"""The kinds of mail about clinical sign-off: each says that something waits, and where. Never which words."""

WAITS_FOR_A_LEAD, WAITS_FOR_AN_EDITOR = "sign_off_waits", "correction_waits"
APPROVED, SENT_BACK = "sign_off_approved", "sign_off_sent_back"
PAGE = "sign_off"
