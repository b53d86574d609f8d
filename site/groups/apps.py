from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "groups"

    def ready(self) -> None:
        from foundation.exports import exports  # noqa: PLC0415 -- app ready
        from groups.exports import sessions_of  # noqa: PLC0415 -- app ready

        exports.register("sessions", sessions_of)
