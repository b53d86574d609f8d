"""What is to happen once, after all migrations and after a flush, when every table is there."""

from django.apps import AppConfig, apps
from django.db import connections


def is_last(sender: AppConfig, table: str, using: str) -> bool:
    """Whether `sender` ends the round of `post_migrate`, and `table` is there (after `migrate app zero` it is not).

    Django signals nothing for an app without models, so the last of those that have some is meant.
    """
    *_, last = (config for config in apps.get_app_configs() if config.models_module)
    return sender is last and table in connections[using].introspection.table_names()
