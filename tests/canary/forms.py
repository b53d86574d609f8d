"""Fill in a page's own form and send it, as a browser without JavaScript does."""

from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from django.http import HttpResponse
from django.test import Client


def send(client: Client, url: str, button: str = "", **typed: object) -> HttpResponse:
    """Open `url`, type into the form that has those fields (or that `button`), send it. Returns the answer."""
    page = client.get(url, follow=True)
    assert page.status_code == 200, f"{url} answers {page.status_code}"
    return send_on(client, page, page.redirect_chain[-1][0] if page.redirect_chain else url, button, **typed)


def send_on(client: Client, page: HttpResponse, here: str, button: str = "", **typed: object) -> HttpResponse:
    """The same with a page that was answered, at `here`."""
    form = _form_with(BeautifulSoup(page.content, "html.parser"), [_name(key) for key in typed], button)
    fields = _filled(form, button) | {_name(key): value for key, value in typed.items()}
    return client.post(urljoin(here, form.get("action") or urlsplit(here).path), fields)


def _name(key: str) -> str:
    """`part_stirred` stands for the field "part-stirred"."""
    return key.replace("part_", "part-", 1) if key.startswith("part_") else key


def _form_with(page: BeautifulSoup, names: list[str], button: str) -> Tag:
    for form in page.select('main form[method="post"]'):
        known = {field.get("name") for field in form.select("[name]")}
        if set(names) <= known and (not button or _button(form, button)):
            return form
    raise AssertionError(f"no form with {names} and {button!r} on this page")


def _button(form: Tag, words: str) -> Tag | None:
    return next((item for item in form.select("button") if words in item.get_text()), None)


def _filled(form: Tag, button: str) -> dict[str, object]:
    """What the form holds when nothing is typed, with the pressed button's own value."""
    held: dict[str, object] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        kind, name = field.get("type", ""), field["name"]
        if field.name == "textarea":
            held[name] = field.get_text().removeprefix("\n")
        elif field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            held[name] = chosen.get("value", "") if chosen else ""
        elif kind in ("checkbox", "radio"):
            if field.has_attr("checked"):
                held.setdefault(name, []).append(field.get("value", "on"))
        elif kind not in ("submit", "button", "file"):
            held[name] = field.get("value", "")
    pressed = _button(form, button) if button else None
    if pressed is not None and pressed.get("name"):
        held[pressed["name"]] = pressed.get("value", "")
    return held
