from django.apps import AppConfig

from foundation.drills import drills as what_is_tried


class BackupsConfig(AppConfig):
    name = "backups"

    def ready(self) -> None:
        from backups import drills  # noqa: PLC0415 -- app ready

        what_is_tried.register("files are there", drills.find_every_file)
