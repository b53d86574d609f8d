from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "groups"

    def ready(self) -> None:
        from foundation.exports import exports  # noqa: PLC0415 -- app ready
        from groups.exports import sessions_of  # noqa: PLC0415 -- app ready
        from groups.pairs.queries import pairs_of  # noqa: PLC0415 -- app ready
        from groups.pairs.services import end_places_with  # noqa: PLC0415 -- app ready
        from people.registry import endings, roster_facts  # noqa: PLC0415 -- app ready

        exports.register("sessions", sessions_of)
        endings.register("groups.places", end_places_with)
        roster_facts.register("groups.pair", pairs_of)
