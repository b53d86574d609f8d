"""What the site needs before it can show anybody a page: asked by /healthz, and by `check --deploy` in full sentences.

The names of the needs are for everybody: they say nothing about the machine. The sentences are for whoever runs it.
"""

import os
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template

from foundation.registry import Registry

# Answers with what is missing and what to do; with nothing where all is well.
Need = Callable[[], str]
needs: Registry[Need] = Registry("what the site needs before it can show a page")

# Costly, and true for as long as a process runs once they have been met.
IN_TABLES = {"sealing keys", "keys of second factors"}
LASTING = {"migrations", *IN_TABLES}
_met: set[str] = set()

# The frame of every page, and the pages for when something fails.
FRAMES = ("base.html", "404.html", "500.html", "503.html")
COLLECT = "holdfast collectstatic --noinput"


def register_own() -> None:
    needs.register("data folder", data_folder)
    needs.register("migrations", migrations)
    needs.register("static files", static_files)
    needs.register("templates", templates)


def unmet() -> Iterator[tuple[str, str]]:
    """The name of each need that is not met, with its sentence. Raises DatabaseError where the database is away."""
    lacking: set[str] = set()
    # Tables are asked for what they hold only where they are all there.
    for name, need in sorted(needs, key=lambda item: (item[0] in IN_TABLES, item[0])):
        if name in _met or (name in IN_TABLES and "migrations" in lacking):
            continue
        if missing := need():
            lacking.add(name)
            yield name, missing
        elif name in LASTING:
            _met.add(name)


def static_files() -> str:
    """As this process serves them: it read the list of their names when it started."""
    if not isinstance(staticfiles_storage, ManifestFilesMixin):
        return ""
    lost = next((name for name in _files_of_the_code() if name not in staticfiles_storage.hashed_files), "")
    if not lost and staticfiles_storage.exists(staticfiles_storage.manifest_name):
        return ""
    fault = f"{lost} is not among the static files" if lost else "the list of the static files is not"
    return f"{fault} in {settings.STATIC_ROOT}, so every page fails. Run `{COLLECT}`, then restart the web server."


@lru_cache(maxsize=1)
def _files_of_the_code() -> list[str]:
    return [name.replace("\\", "/") for finder in get_finders() for name, _storage in finder.list([])]


def migrations() -> str:
    if not database_is_there():
        return "There is no database yet. Run `holdfast migrate`."
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not waiting:
        return ""
    return f"{len(waiting)} migrations are not applied, the first of them {waiting[0][0]}. Run `holdfast migrate`."


def database_is_there() -> bool:
    """Whether asking it makes no file where none was: SQLite would, whoever asks, and it would be theirs."""
    name = str(connection.settings_dict["NAME"])
    in_memory = connection.vendor == "sqlite" and (name == ":memory:" or name.startswith("file:"))
    return connection.vendor != "sqlite" or in_memory or Path(name).exists()


def data_folder() -> str:
    for folder in (Path(settings.VAR), Path(settings.PRIVATE_ROOT), Path(settings.MEDIA_ROOT)):
        if folder.exists() and not os.access(folder, os.W_OK | os.X_OK):
            return (
                f"{folder} cannot be written to. It must belong to the user `holdfast`, and under systemd be in the "
                "drop-in that `holdfast folders` writes (docs/deploy.md, Other folders)."
            )
    is_folder = Path(settings.VAR).is_dir()
    return "" if is_folder else f"{settings.VAR} is no folder. Make it, or name another in HOLDFAST_VAR."


def templates() -> str:
    for name in FRAMES:
        try:
            get_template(name)
        except (TemplateDoesNotExist, TemplateSyntaxError) as broken:
            return f"{name} cannot be drawn ({type(broken).__name__}). The checkout is not whole: check it out anew."
    return ""
