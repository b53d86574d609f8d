"""Two browsers behind one small set of verbs: Firefox by WebDriver BiDi, WebKit by WebDriver. Both are Debian's own.

An engine is one browser with storage of its own, which stands for one device. A tab is the name that the browser gives
it.
"""

import json
import os
import shutil
import signal
import subprocess
import time
import urllib.request
from pathlib import Path
from typing import Any, Protocol

import websocket

from tests.running import free_port

STARTS_WITHIN = 90.0
PHONE = {"width": 390, "height": 844}


class Fault(Exception):
    """The browser did not do as it was told, often because a page was just changing."""


class Engine(Protocol):
    def tabs(self) -> list[str]: ...

    def open_tab(self) -> str: ...

    def go(self, tab: str, address: str) -> None: ...

    def run(self, tab: str, function: str, *values: object) -> Any:
        """What the script `function` returns when called with `values`."""

    def act(self, tab: str, actions: list[dict[str, Any]]) -> None:
        """Real keys and real presses, as WebDriver describes them."""

    def close(self, tab: str) -> None: ...

    def lose(self, tab: str) -> None:
        """The page goes as hard as the browser lets it go: if it can be, without a goodbye."""

    def stop(self) -> None: ...


def children(parent: int, *, called: str) -> list[int]:
    """Those of `parent` and of its children whose command line has `called` in it."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            above = int(stat.read_text().rpartition(")")[2].split()[1])
            line = (stat.parent / "cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue
        if above == parent:
            own = int(stat.parent.name)
            found += ([own] if called in line else []) + children(own, called=called)
    return found


def kill(processes: list[int]) -> None:
    for process in processes:
        os.kill(process, signal.SIGKILL)


def started(command: list[str], folder: Path, **environment: str) -> subprocess.Popen[bytes]:
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            env=os.environ | {"HOME": str(folder)} | environment,
        )


def ended(process: subprocess.Popen[bytes]) -> None:
    """It and all that it started, which is thrown away with its folder."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=20)


class Firefox:
    """Speaks WebDriver BiDi with Firefox itself; no driver stands between."""

    COMMAND = "firefox-esr"

    def __init__(self, folder: Path) -> None:
        port = free_port()
        self.process = started(
            [self.COMMAND, "--headless", "--no-remote", "--profile", str(folder), "--remote-debugging-port", str(port)],
            folder,
        )
        self.count = 0
        self.socket = self.connected(port)
        self.send("session.new", capabilities={})

    @staticmethod
    def connected(port: int) -> websocket.WebSocket:
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until:
            try:
                return websocket.create_connection(f"ws://127.0.0.1:{port}/session", timeout=90, suppress_origin=True)
            except OSError:
                time.sleep(0.1)
        raise TimeoutError(f"Firefox did not listen within {STARTS_WITHIN} seconds")

    def send(self, method: str, **params: object) -> Any:
        self.count += 1
        self.socket.send(json.dumps({"id": self.count, "method": method, "params": params}))
        while (answer := json.loads(self.socket.recv())).get("id") != self.count:
            pass
        if answer["type"] == "error":
            raise Fault(f"{method}: {answer['message']}")
        return answer["result"]

    def tabs(self) -> list[str]:
        return [context["context"] for context in self.send("browsingContext.getTree", maxDepth=0)["contexts"]]

    def open_tab(self) -> str:
        tab = self.send("browsingContext.create", type="tab")["context"]
        self.send("browsingContext.setViewport", context=tab, viewport=PHONE)
        return str(tab)

    def go(self, tab: str, address: str) -> None:
        self.send("browsingContext.navigate", context=tab, url=address, wait="complete")

    def run(self, tab: str, function: str, *values: object) -> Any:
        answer = self.send(
            "script.callFunction",
            functionDeclaration=f"async (given) => JSON.stringify((await ({function})(...JSON.parse(given))) ?? null)",
            arguments=[{"type": "string", "value": json.dumps(values)}],
            target={"context": tab},
            awaitPromise=True,
        )
        if answer["type"] == "exception":
            raise Fault(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"]["value"])

    def act(self, tab: str, actions: list[dict[str, Any]]) -> None:
        self.send("input.performActions", context=tab, actions=actions)

    def close(self, tab: str) -> None:
        self.send("browsingContext.close", context=tab)

    def lose(self, tab: str) -> None:
        """The processes of all pages die."""
        kill(children(self.process.pid, called="-isForBrowser"))

    def stop(self) -> None:
        self.socket.close()
        ended(self.process)


class WebKit:
    """Debian's WebKitWebDriver and the small browser that comes with the library. It wants a display: Xvfb is one."""

    BINARY = next((str(file) for file in Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser")), "")

    def __init__(self, folder: Path) -> None:
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.display, number = started_display(folder)
        self.process = started(["WebKitWebDriver", f"--port={port}"], folder, DISPLAY=f":{number}")
        self.current = ""
        self.session = f"/session/{self.new_session()}"
        self.ask("POST", "/window/rect", PHONE)

    def new_session(self) -> str:
        self.session = ""
        wanted = {"webkitgtk:browserOptions": {"binary": self.BINARY, "args": ["--automation"]}}
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until:
            try:
                return str(self.ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})["sessionId"])
            except ConnectionError:
                time.sleep(0.1)
        raise TimeoutError(f"WebKitWebDriver did not listen within {STARTS_WITHIN} seconds")

    def ask(self, method: str, path: str, given: object = None) -> Any:
        request = urllib.request.Request(
            f"{self.address}{self.session}{path}",
            method=method,
            headers={"Content-Type": "application/json"},
            data=None if method != "POST" else json.dumps(given or {}).encode(),
        )
        try:
            with urllib.request.urlopen(request, timeout=90) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise Fault(f"{path}: {error.read().decode()}") from None
        except urllib.error.URLError as error:
            raise ConnectionError(str(error)) from None

    def turn_to(self, tab: str) -> None:
        if tab != self.current:
            self.ask("POST", "/window", {"handle": tab})
            self.current = tab

    def tabs(self) -> list[str]:
        return list(self.ask("GET", "/window/handles"))

    def open_tab(self) -> str:
        """The first that there is, then windows: presses on a tab behind another are never answered."""
        if not self.current:
            self.current = self.tabs()[0]
            return self.current
        tab = str(self.ask("POST", "/window/new", {"type": "window"})["handle"])
        self.turn_to(tab)
        self.ask("POST", "/window/rect", PHONE)
        return tab

    def go(self, tab: str, address: str) -> None:
        self.turn_to(tab)
        self.ask("POST", "/url", {"url": address})

    def run(self, tab: str, function: str, *values: object) -> Any:
        self.turn_to(tab)
        script = f"return ({function})(...arguments)"
        return self.ask("POST", "/execute/sync", {"script": script, "args": list(values)})

    def act(self, tab: str, actions: list[dict[str, Any]]) -> None:
        self.turn_to(tab)
        self.ask("POST", "/actions", {"actions": actions})

    def close(self, tab: str) -> None:
        self.turn_to(tab)
        self.turn_to(self.ask("DELETE", "/window")[0])

    def lose(self, tab: str) -> None:
        """Closed: when a page's process dies, WebDriver ends the session, and the device forgets all that it kept."""
        self.open_tab()  # a browser ends with its last window
        self.close(tab)

    def stop(self) -> None:
        kill(children(self.process.pid, called="MiniBrowser"))
        ended(self.process)
        ended(self.display)


def started_display(folder: Path) -> tuple[subprocess.Popen[bytes], int]:
    """A display that nobody looks at, with the number that it chose."""
    chosen = folder / "display"
    with chosen.open("wb") as told:
        display = subprocess.Popen(
            ["Xvfb", "-displayfd", str(told.fileno()), "-screen", "0", "1280x1000x24", "-nolisten", "tcp"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[told.fileno()],
            start_new_session=True,
        )
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        if chosen.read_text().endswith("\n"):
            return display, int(chosen.read_text())
        time.sleep(0.05)
    raise TimeoutError(f"Xvfb did not start within {STARTS_WITHIN} seconds")


def installed() -> dict[str, type[Firefox | WebKit]]:
    """Those that this machine has. `bin/test` installs both where Debian has them."""
    found: dict[str, type[Firefox | WebKit]] = {}
    if shutil.which(Firefox.COMMAND):
        found["firefox"] = Firefox
    if WebKit.BINARY and shutil.which("WebKitWebDriver") and shutil.which("Xvfb"):
        found["webkit"] = WebKit
    return found
