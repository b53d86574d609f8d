from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "groups"

    def ready(self) -> None:
        from groups import registrations  # noqa: PLC0415 -- app ready

        registrations.register()
