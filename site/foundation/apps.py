from typing import Any

from django.apps import AppConfig
from django.core.checks import register
from django.core.management import call_command
from django.db.models.signals import post_migrate


class FoundationConfig(AppConfig):
    name = "foundation"

    def ready(self) -> None:
        from foundation import checks, needs, tablestats  # noqa: PLC0415 -- app ready

        needs.register_own()
        register(checks.what_a_visitor_needs, deploy=True)
        register(checks.what_the_database_knows, deploy=True)
        post_migrate.connect(tablestats.after_migrate, dispatch_uid="statistics of the tables")
        post_migrate.connect(make_cache_table, sender=self, dispatch_uid="the table of the shared cache")


def make_cache_table(using: str, **_kwargs: Any) -> None:
    """Django makes no migration for the table of its database cache. A table that is there stays as it is."""
    call_command("createcachetable", database=using, verbosity=0)
