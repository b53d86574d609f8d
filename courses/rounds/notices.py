"""The mails to people whose authorisation hangs on a step: that something is to be done, never what."""

ASKED, SOON, PAUSED, SAFETY = "redo_asked", "redo_soon", "redo_paused", "redo_for_safety"
# To those who coordinate them.
SOMEONE_PAUSED = "redo_paused_someone"
