"""What a person does with a page, in any browser: look for things by their names, press, type, wait."""

import time
from dataclasses import dataclass

from tests.other_browsers.engines import Engine, Fault
from tests.patience import PATIENCE_SECONDS

# Every look at a page begins with these.
LOOKING = """
    const said = (one) => (one.innerText || one.textContent || one.value || "").replace(/\\s+/g, " ").trim();
    const seen = (one) => one.getClientRects().length > 0 && getComputedStyle(one).visibility === "visible";
    const all = (what) => [...document.querySelectorAll(what)].filter(seen);
    const box = (label) => all("label").filter((one) => said(one).startsWith(label)).map((one) => one.control)[0];
    const kinds = { button: "button, input[type=submit]", link: "a[href]", label: "label" };
    const find = (kind, name) => kind === "box" ? box(name)
        : all(kinds[kind]).find((one) => said(one) === name)
            || all(kinds[kind]).find((one) => said(one).startsWith(name));
"""
# The middle of it, once it can be pressed: nothing lies over it and it no longer moves.
PRESSABLE = """
    const one = find(kind, name);
    if (!one || one.disabled) return null;
    one.scrollIntoView({ block: "center", behavior: "instant" });
    const { left, top, width, height } = one.getClientRects()[0];  // the first line of a link that is broken
    const at = [Math.round(left + width / 2), Math.round(top + Math.min(height / 2, 20))];
    const hit = document.elementFromPoint(...at);
    return hit && (one.contains(hit) || hit.contains(one)) ? at : null;
"""


@dataclass
class Page:
    """One tab. Whatever is named is waited for."""

    engine: Engine
    tab: str
    address: str

    def go(self, path: str) -> None:
        self.engine.go(self.tab, f"{self.address}{path}")

    def look(self, script: str, *values: object) -> object:
        """What `script` returns; in it the first values are called `kind` and `name`."""
        return self.engine.run(self.tab, f"(kind, name) => {{ {LOOKING} {script} }}", *values)

    def wait(self, script: str, *values: object) -> object:
        """What `script` returns as soon as that is something."""
        until = time.monotonic() + PATIENCE_SECONDS
        found: object = None
        while time.monotonic() < until:
            try:
                if found := self.look(script, *values):
                    return found
            except Fault as fault:  # between two pages
                found = fault
            time.sleep(0.1)
        raise AssertionError(f"waited in vain for {values}: {found}. The page says: {self.text()}")

    def press(self, kind: str, name: str) -> None:
        x, y = self.wait(PRESSABLE, kind, name)
        tap = [{"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp")]
        moves = [{"type": "pointerMove", "x": x, "y": y}, *tap]
        self.engine.act(self.tab, [{"type": "pointer", "id": "finger", "actions": moves}])

    def go_on(self, kind: str, name: str) -> None:
        """Press what leads to another page, and be there."""
        self.wait("window.before = true; return true")
        self.press(kind, name)
        self.wait("return !window.before && document.readyState === 'complete'")

    def type(self, label: str, words: str) -> None:
        """Behind what stands there already."""
        self.press("box", label)
        at_the_end = "const one = box(name); if (one.matches('textarea')) one.selectionStart = one.value.length"
        self.look(at_the_end, "box", label)
        keys = [{"type": kind, "value": key} for key in words for kind in ("keyDown", "keyUp")]
        self.engine.act(self.tab, [{"type": "key", "id": "keys", "actions": keys}])
        self.reads(label, words, ending=True)

    def reads(self, label: str, words: str, *, ending: bool = False) -> None:
        """The box called `label` holds exactly `words`, or ends with them."""
        same = "one.value.endsWith(name[1])" if ending else "one.value === name[1]"
        self.wait(f"const one = box(name[0]); return Boolean(one) && {same}", "box", [label, words])

    def value(self, label: str) -> object:
        return self.look("return box(name).value", "box", label)

    def shows(self, words: str) -> None:
        self.wait("return said(document.body).includes(name)", "text", words)

    def shows_no(self, kind: str, name: str) -> None:
        self.wait("return !find(kind, name)", kind, name)

    def text(self) -> str:
        try:
            return str(self.look("return said(document.body)"))[:2000]
        except Fault as fault:
            return str(fault)

    def kept_on_the_device(self) -> int:
        return int(self.look("return Object.keys(localStorage).length"))

    def nothing_left_on_the_device(self) -> None:
        self.wait("return Object.keys(localStorage).length === 0")

    def close(self) -> None:
        self.engine.close(self.tab)
