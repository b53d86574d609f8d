from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PagesConfig(AppConfig):
    name = "pages"

    def ready(self) -> None:
        from pages import roots  # noqa: PLC0415 -- app ready

        post_migrate.connect(roots.after_migrate, dispatch_uid="root pages")
