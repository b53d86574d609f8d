"""A recording, looked through in a process of its own: `python -m courses.media.judging recording`."""
