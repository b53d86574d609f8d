from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "groups"

    def ready(self) -> None:
        from foundation.exports import exports  # noqa: PLC0415 -- app ready
        from groups.exports import sessions_of  # noqa: PLC0415 -- app ready
        from groups.pairs.endings import PairSplits, places_with_the_role  # noqa: PLC0415 -- app ready
        from groups.pairs.queries import pairs_of  # noqa: PLC0415 -- app ready
        from people.endings.models import Event  # noqa: PLC0415 -- app ready
        from people.endings.registry import follows, kinds  # noqa: PLC0415 -- app ready
        from people.registry import roster_facts  # noqa: PLC0415 -- app ready

        exports.register("sessions", sessions_of)
        kinds.register(Event.PAIR_SPLITS, PairSplits())
        follows.register("groups.places", places_with_the_role)
        roster_facts.register("groups.pair", pairs_of)
