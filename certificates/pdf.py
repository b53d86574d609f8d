"""Draw a certificate from its facts. Same facts, same bytes."""

from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from certificates.facts import Facts
from foundation.paper import FaultyPaper, is_one_sheet, lay_out, refuse_boxes, write
from foundation.qr import qr

TEMPLATE = "certificates/paper.html"
SHEET = "certificates/paper.css"


# From roomy to tight: the class of the name, and that of the sheet. The first that fits one sheet is taken.
SIZES = (
    ("name", ""),
    ("name long", ""),
    ("name longer", ""),
    ("name longer", "dense"),
    ("name longest", "dense"),
    ("name longest", "densest"),
)
QR = "asset:qr"


def draw(facts: Facts) -> bytes:
    """The certificate as PDF/A-3a and PDF/UA-1. Raises FaultyPaper where it would not say every fact on one sheet."""
    document = fitting(facts)
    pdf = write(document)
    refuse_boxes(document)
    return pdf


def fitting(facts: Facts) -> Any:
    """The roomiest layout that stands on one sheet with its QR code."""
    address = check_address(facts)
    assets = {QR: ("image/svg+xml", qr(address))}
    for name_size, sheet_size in SIZES[first_size(facts["name"]) :]:
        context = {**paper_context(facts, address), "name_size": name_size, "sheet_size": sheet_size}
        with translation.override(facts["language"]):
            html = render_to_string(TEMPLATE, context)
        document = lay_out(html, sheet=SHEET, assets=assets)
        if is_one_sheet(document, html):
            return document
    raise FaultyPaper(f"certificate {facts['number']} does not fit on one sheet")


def paper_context(facts: Facts, address: str) -> dict[str, Any]:
    return {
        "facts": facts,
        "issued_on": date.fromisoformat(facts["issued_on"]),
        "expires_on": date.fromisoformat(facts["expires_on"]),
        "address": address,
    }


def first_size(name: str) -> int:
    """Where to begin among SIZES: a long name is set smaller, whether or not it would fit."""
    return 0 if len(name) <= 28 else 1 if len(name) <= 46 else 2


def check_address(facts: Facts) -> str:
    """Where this certificate is checked; also what its QR code holds."""
    return f"{facts['check_at']}{facts['code']}/"
