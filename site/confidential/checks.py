"""What `manage.py check --deploy` says of the master keys."""

import os
from pathlib import Path
from typing import Any

from django.core.checks import CheckMessage
from django.core.checks import Warning as Warned

VARIABLE = "HOLDFAST_SEALING_KEYS_FILE"


def keys_are_their_owners_alone(app_configs: Any, **_kwargs: Any) -> list[CheckMessage]:
    path = os.environ.get(VARIABLE)
    if not path or not Path(path).stat().st_mode & 0o077:
        return []
    hint = f"Make it the site's alone: chmod 600 {path}"
    return [Warned(f"Others on this machine may read the keys: {VARIABLE}.", hint=hint, id="confidential.W001")]
