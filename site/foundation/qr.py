"""An address as a QR code, drawn here: no other host hears of it."""

import io


def qr(address: str, border: int = 2) -> bytes:
    """As SVG."""
    import segno  # noqa: PLC0415 -- most processes never draw one

    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=border, dark="#22292b", light="#ffffff")
    return drawn.getvalue()
