"""The usual kind of event: its page's button ends it, at once or on a day that lies ahead."""

from collections.abc import Mapping, Sequence

from people.endings.queries import ending_ahead
from people.endings.registry import Kind, Occasion, decided_ahead
from people.endings.services import end


class EndingKind(Kind):
    def perform(self, occasion: Occasion, choices: Mapping[str, str]) -> None:
        end(occasion=occasion, choices=choices)

    def decided(self, occasion: Occasion) -> Sequence[object]:
        return decided_ahead(ending_ahead(occasion))
