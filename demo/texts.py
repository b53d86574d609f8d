"""The words of the demo's people, from `texts.yaml`: each name here is one part of that file."""

from pathlib import Path
from typing import Any

import yaml

_words: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "texts.yaml").read_text())

# Log ("rowan-3-amara": group, session, writer) -> prompt -> answer; the same for drafts, and for what a second
# version of a log says differently.
LOGS: dict[str, dict[str, str]] = _words["logs"]
DRAFTS: dict[str, dict[str, str]] = _words["drafts"]
SECOND_VERSIONS: dict[str, dict[str, str]] = _words["second_versions"]
# Log -> the supervisor's notes and questions; log -> the facilitator's reply.
READINGS: dict[str, dict[str, str]] = _words["readings"]
REPLIES: dict[str, str] = _words["replies"]
# Meeting -> what was agreed; meeting -> (first name, what they will do).
MEETINGS: dict[str, dict[str, str]] = _words["meetings"]
ACTIONS: dict[str, list[tuple[str, str]]] = _words["actions"]
# (meeting, first name, how they see it).
DIFFERS: tuple[str, str, str] = tuple(_words["differs"])
# "First name: prompt" -> a private reflection.
REFLECTIONS: dict[str, str] = _words["reflections"]
