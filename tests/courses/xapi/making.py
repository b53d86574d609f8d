"""A learning system of the trust, and what it is answered."""

from base64 import b64encode

from django.test import Client

from courses.xapi.services import make_client

URL = "/xapi/statements"


class System:
    """It reads the people of a programme."""

    def __init__(self, cast, programme=None):
        self.client, self.token = make_client(programme=programme or cast.thames, name="Trust", now=cast.now)

    def headers(self, *, token="", version="1.0.3"):
        given = b64encode(f"{self.client.pk}:{token or self.token}".encode()).decode()
        return {"Authorization": f"Basic {given}", "X-Experience-API-Version": version}

    def get(self, url=URL, **parameters):
        return Client().get(url, parameters or None, headers=self.headers())

    def read(self, **parameters):
        """The statements of one page."""
        return self.get(**parameters).json()["statements"]

    def pages(self, **parameters):
        """From page to page to the end."""
        body = self.get(**parameters).json()
        yield body["statements"]
        while body["more"]:
            body = self.get(body["more"]).json()
            yield body["statements"]


def about(statement):
    """(kind, who), of a statement."""
    return statement["object"]["id"].split("/")[-2], statement["actor"]["account"]["name"]
