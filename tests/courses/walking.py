"""A hand that goes through a step as a person does, with no script: it chooses by label and presses by label."""

from typing import Any

from bs4 import BeautifulSoup


def plain(element: Any) -> str:
    return " ".join(element.get_text(" ").split())


class Page:
    """One step as somebody has it open. It stays as it was, whatever happens elsewhere."""

    def __init__(self, client: Any, url: str, content: bytes | None = None) -> None:
        self.client, self.url = client, url
        self.html = BeautifulSoup(content or client.get(url).content, "html.parser")
        self.form = self.html.find("form", id="step")

    @property
    def text(self) -> str:
        return plain(self.html.find("main"))

    def options(self) -> list[str]:
        """In the order of the alphabet: on the page it is each learner's own."""
        return sorted(plain(self._label(radio)) for radio in self.form.find_all("input", type="radio"))

    def buttons(self, label: str) -> list[Any]:
        return [button for button in self.form.find_all("button") if plain(button) == label]

    def press(self, label: str, *, choose: str = "", words: str = "", nth: int = 0) -> "Page":
        """Press the button of that label; what comes back."""
        button = self.buttons(label)[nth]
        fields = self._fields(choose)
        if words:
            fields["part-words"] = words
        if button.get("name"):
            fields[button["name"]] = button["value"]
        response = self.client.post(button["formaction"], fields, follow=True)
        return Page(self.client, self.url, response.content)

    def _fields(self, choose: str) -> dict[str, Any]:
        hidden = {tag["name"]: tag.get("value", "") for tag in self.form.find_all("input", type="hidden")}
        hidden["here"] = [tag["value"] for tag in self.form.find_all("input", attrs={"name": "here"})]
        chosen = [radio for radio in self.form.find_all("input", type="radio") if plain(self._label(radio)) == choose]
        assert bool(chosen) == bool(choose), self.options()
        return hidden | {radio["name"]: radio["value"] for radio in chosen}

    def _label(self, radio: Any) -> Any:
        return self.form.find("label", attrs={"for": radio["id"]})
