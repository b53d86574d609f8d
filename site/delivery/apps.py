from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "delivery"

    def ready(self) -> None:
        from delivery import heartbeat, letters, mail  # noqa: PLC0415 -- app ready
        from delivery.calendar import registrations as calendar  # noqa: PLC0415 -- app ready
        from delivery.reminders import registrations as reminders  # noqa: PLC0415 -- app ready

        mail.register()
        letters.register()
        heartbeat.register()
        reminders.register()
        calendar.register()
