"""What a signed-in facilitator does of an evening. `bench/load.py` starts this; the crowd comes in HOLDFAST_CROWD."""

import json
import os
from itertools import cycle
from pathlib import Path

from locust import FastHttpUser, between, task

from tests.faults.visitor import TOKEN

PEOPLE = json.loads(Path(os.environ["HOLDFAST_CROWD"]).read_text())["writers"]
everybody = cycle(PEOPLE)


class Facilitator(FastHttpUser):
    """Thinks one to three seconds between any two pages, and saves while writing."""

    wait_time = between(1, 3)

    def on_start(self) -> None:
        self.person = next(everybody)
        self.revision, self.sequence = 1, 0
        self.signed_in = {"Cookie": f"sessionid={self.person['session']}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN}

    @task(3)
    def my_day(self) -> None:
        self.client.get("/me/", headers=self.signed_in)

    @task(3)
    def logs(self) -> None:
        self.client.get("/logs/", headers=self.signed_in)

    @task(2)
    def draft(self) -> None:
        self.client.get(f"/logs/{self.person['log']}/", headers=self.signed_in, name="/logs/<log>/")

    @task(1)
    def help(self) -> None:
        self.client.get("/help/")

    @task(3)
    def save(self) -> None:
        self.sequence += 1
        words = {
            "part-stirred": f"{self.sequence} what stayed with me",
            "tab": "c" * 16,
            "revision": self.revision,
            "sequence": self.sequence,
        }
        path = f"/words/{self.person['text']}/save/"
        with self.client.post(
            path, data=words, headers=self.signed_in, name="/words/<text>/save/", catch_response=True
        ) as answer:
            if answer.status_code == 200:
                self.revision = answer.json()["revision"]
            else:
                answer.failure(f"{answer.status_code}")
