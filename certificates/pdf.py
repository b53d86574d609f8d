"""Draw a certificate from its facts. Same facts, same bytes."""

import io
from datetime import date
from typing import Any

import segno
from django.template.loader import render_to_string
from django.utils import translation

from certificates.facts import Facts
from foundation.paper import draw_paper

TEMPLATE = "certificates/paper.html"
SHEET = "certificates/paper.css"


def draw(facts: Facts) -> bytes:
    """The certificate as PDF/A-3a and PDF/UA-1."""
    address = check_address(facts)
    with translation.override(facts["language"]):
        html = render_to_string(TEMPLATE, paper_context(facts, address))
    return draw_paper(html, sheet=SHEET, assets={"asset:qr": ("image/svg+xml", qr(address))})


def paper_context(facts: Facts, address: str) -> dict[str, Any]:
    return {
        "facts": facts,
        "issued_on": date.fromisoformat(facts["issued_on"]),
        "expires_on": date.fromisoformat(facts["expires_on"]),
        "address": address,
        "name_size": size_of(facts["name"]),
    }


def size_of(name: str) -> str:
    """The class that keeps a long name on the sheet."""
    return "name" if len(name) <= 28 else "name long" if len(name) <= 46 else "name longer"


def check_address(facts: Facts) -> str:
    """Where this certificate is checked; also what its QR code holds."""
    return f"{facts['check_at']}{facts['code']}/"


def qr(address: str) -> bytes:
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=2, dark="#22292b", light="#ffffff")
    return drawn.getvalue()
