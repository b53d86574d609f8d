from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoursesConfig(AppConfig):
    name = "courses"

    def ready(self) -> None:
        from courses import publishing, registrations, roles  # noqa: PLC0415 -- app ready

        registrations.register()
        publishing.connect()
        post_migrate.connect(roles.after_migrate, dispatch_uid="content editors")
