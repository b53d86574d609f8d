#!/usr/bin/env python
"""How fast a signed-in step page is, beside a bare Django view and beside Wagtail's own way of serving the same page.

    .venv/bin/python bench/step_page.py [--rounds 5] [--seconds 4] [--step slug]

Makes its own database from content/, starts the real server (two granian workers, the demo's middleware), and asks with
`wrk -t1 -c8` in interleaved rounds. Prints the medians and their ratios; ends with status 1 when one is below target:
by CPU time, which other users of the machine change least, at least 0.60 of the bare view and 4.5 times the stock page.
"""

import argparse
import base64
import os
import re
import secrets
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]

from bench.server import free_port, stop, wait_for  # noqa: E402 -- after the path is set

OF_BARE, OF_STOCK = 0.60, 4.5
STEP = "support-and-its-neighbours"


def prepare(step_slug: str) -> tuple[dict[str, str], dict[str, str]]:
    """A learner in the middle of a module. Returns the three addresses and the learner's cookies."""
    import django  # noqa: PLC0415 -- the environment comes first

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("load_content", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    programme = make_programme()
    approve_everything(programme, timezone.now())
    url = begin_module(step_slug, programme, timezone.now())
    client = Client(HTTP_HOST="localhost")
    client.force_login(learner())
    inside = url.removeprefix("/courses/")
    paths = {"step": url, "bare": f"/bare/{inside}", "stock": f"/stock/{inside}"}
    sizes = {name: size_of(client, path) for name, path in paths.items()}
    padding = max(0, sizes["step"] - sizes["bare"])
    os.environ["BENCH_PADDING"] = str(padding)
    print(f"bytes: step {sizes['step']}, bare {sizes['bare']} and {padding} of padding, stock {sizes['stock']}")
    return paths, {name: morsel.value for name, morsel in client.cookies.items()}


def size_of(client: Any, path: str) -> int:
    response = client.get(path)
    assert response.status_code == 200, f"{path} answered {response.status_code}"
    return len(response.content)


def make_programme() -> Any:
    from people.models import Programme, Region  # noqa: PLC0415

    region = Region.objects.create(name="Thames Valley", nation="England")
    return Programme.objects.create(name="Peer groups", slug="peer-groups", region=region, organisation="A trust")


def make_person(name: str, role: str, programme: Any, now: Any) -> Any:
    from people import services  # noqa: PLC0415
    from people.models import User  # noqa: PLC0415

    person = User.objects.create_user(f"{name}@example.org", secrets.token_urlsafe(), first_name="Anna")
    services.appoint(person=person, role=role, programme=programme, now=now - timedelta(days=30))
    return person


def approve_everything(programme: Any, now: Any) -> None:
    """Modules are drafts until a clinical lead has read them."""
    from demo import signing  # noqa: PLC0415
    from people.models import Role  # noqa: PLC0415

    roles = {"editor": Role.EDITOR, "clinical.lead": Role.CLINICAL_LEAD}
    signing.approve_everything({name: make_person(name, role, programme, now) for name, role in roles.items()}, now)


def learner() -> Any:
    from people.models import User  # noqa: PLC0415

    return User.objects.get(email="learner@example.org")


def begin_module(step_slug: str, programme: Any, now: Any) -> str:
    """A facilitator who has finished the steps before this one, and has tried its question once, wrongly."""
    from courses.outline import current_outline  # noqa: PLC0415
    from courses.progress import services  # noqa: PLC0415
    from courses.progress.models import StepCompletion  # noqa: PLC0415
    from courses.segments import body_of  # noqa: PLC0415
    from people.models import Role  # noqa: PLC0415

    person = make_person("learner", Role.FACILITATOR, programme, now)
    outline = current_outline()
    place = next(place for place in outline.places.values() if place.step.slug == step_slug)
    for step in place.module.steps[: place.number - 1]:
        StepCompletion.objects.create(step_id=step.key, person=person, content_version=1, completed_at=now)
    for exercise in body_of(outline, place.step).exercises:
        if exercise.kind == "check":
            wrong = next(option for option in exercise.options if not option.right)
            services.answer_exercise(
                place=place, exercise=exercise, person=person, chosen={"options": [wrong.id]}, now=now
            )
    return place.step.url


@dataclass
class Rates:
    """What each round gave: requests in a second, and milliseconds of the workers' CPU for a request."""

    rates: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return statistics.median(self.rates)

    @property
    def cpu_ms(self) -> float:
        return statistics.median(self.cpu)


def cpu_seconds(group: int) -> float:
    """CPU time so far of every process in the server's group."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            facts = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(facts[2]) == group:
            ticks += int(facts[11]) + int(facts[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def ask(address: str, path: str, cookies: dict[str, str], seconds: int) -> tuple[float, int]:
    """Requests in a second, and how many there were."""
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    command = ["wrk", "-t1", "-c8", f"-d{seconds}s", "-H", f"Cookie: {cookie}", address + path]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in said, said
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]), int(re.search(r"(\d+) requests in", said)[1])


def measure(
    address: str, group: int, paths: dict[str, str], cookies: dict[str, str], rounds: int, seconds: int
) -> dict[str, Rates]:
    for path in paths.values():
        ask(address, path, cookies, 1)
    found = {name: Rates() for name in paths}
    for number in range(rounds):
        for name, path in paths.items():
            before = cpu_seconds(group)
            rate, requests = ask(address, path, cookies, seconds)
            found[name].rates.append(rate)
            found[name].cpu.append((cpu_seconds(group) - before) * 1000 / requests)
        line = ", ".join(f"{name} {run.rates[-1]:.0f}/s ({run.cpu[-1]:.1f} ms)" for name, run in found.items())
        print(f"round {number + 1}: {line}", flush=True)
    return found


def report(found: dict[str, Rates]) -> int:
    """Print the medians and ratios."""
    step, bare, stock = found["step"], found["bare"], found["stock"]
    print("medians: " + ", ".join(f"{name} {run.rate:.0f}/s ({run.cpu_ms:.1f} ms)" for name, run in found.items()))
    of_bare, of_stock = bare.cpu_ms / step.cpu_ms, stock.cpu_ms / step.cpu_ms
    print(f"step page / bare view:  {of_bare:.2f} by CPU time (target {OF_BARE}; rate {step.rate / bare.rate:.2f})")
    print(f"step page / stock page: {of_stock:.2f} by CPU time (target {OF_STOCK}; rate {step.rate / stock.rate:.2f})")
    return int(of_bare < OF_BARE or of_stock < OF_STOCK)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--step", default=STEP)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="holdfast-step-") as folder:
        port = free_port()
        address = f"http://localhost:{port}"
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "bench.step_settings",
            "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
            "HOLDFAST_VAR": folder,
            "HOLDFAST_BASE_URL": address,
            "HOLDFAST_SECRET_KEY": secrets.token_urlsafe(50),
            "HOLDFAST_SEALING_KEYS": f"bench:{base64.b64encode(secrets.token_bytes(32)).decode()}",
        }
        paths, cookies = prepare(options.step)
        granian = [str(ROOT / ".venv/bin/granian"), "--interface", "wsgi", "--workers", "2", "--blocking-threads", "64"]
        server = subprocess.Popen(
            [*granian, "--no-ws", "--host", "127.0.0.1", "--port", str(port), "config.wsgi:application"],
            cwd=ROOT,
            start_new_session=True,
        )
        try:
            wait_for(address, server)
            return report(measure(address, server.pid, paths, cookies, options.rounds, options.seconds))
        finally:
            stop(server)


if __name__ == "__main__":
    sys.exit(main())
