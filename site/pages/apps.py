from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PagesConfig(AppConfig):
    name = "pages"

    def ready(self) -> None:
        from foundation import fixed_pages  # noqa: PLC0415 -- app ready
        from foundation.cards import cards, for_role  # noqa: PLC0415 -- app ready
        from pages import first_steps, roots, schedules  # noqa: PLC0415 -- app ready
        from pages.models import HomePage, StandardPage  # noqa: PLC0415 -- app ready
        from pages.week import registrations  # noqa: PLC0415 -- app ready
        from people.models import Role  # noqa: PLC0415 -- app ready

        post_migrate.connect(roots.after_migrate, dispatch_uid="root pages")
        cards.register("pages.first_steps", for_role(Role.COORDINATOR, first_steps.still_to_do))
        schedules.register()
        registrations.register()
        for model in (HomePage, StandardPage):
            fixed_pages.connect(model)
