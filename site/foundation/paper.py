"""Draw a page of HTML as a PDF that assistive software can read: PDF/A-3a and PDF/UA-1. Same words, same bytes.

WeasyPrint is imported when the first page is drawn: its native libraries may be missing on a machine that only
serves pages, and loading them takes half a second. One font configuration serves all papers (a new one each time
is slower and leaks). No file is read and no address opened, whatever the HTML names.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string

if TYPE_CHECKING:
    from weasyprint.text.fonts import FontConfiguration

# Name -> content type and bytes: what a paper may show beside its own words.
Assets = Mapping[str, tuple[str, bytes]]

VARIANT = "pdf/a-3a"
# What must not run over the edge of a sheet.
SEEN = ("h1", "h2", "p", "li", "img")
OPENING = re.compile(rf"<(?:{'|'.join(SEEN)})\b")
# WeasyPrint writes PDF/A-3a; this claims PDF/UA-1 as well, with the schema that PDF/A wants for the claim.
UA_CLAIM = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""


class FaultyPaper(Exception):
    """What was drawn is not fit to be handed out, and is not kept."""


def draw_paper(html: str, *, sheet: str, assets: Assets | None = None) -> bytes:
    """`html` as a PDF, laid out by the template `sheet`. What it may fetch are its `assets`, and nothing else."""
    return write(lay_out(html, sheet=sheet, assets=assets))


def lay_out(html: str, *, sheet: str, assets: Assets | None = None) -> Any:
    """The sheets as they will be drawn, to be looked at first."""
    import weasyprint  # noqa: PLC0415 -- see the top of this file

    fetcher = named_assets_only(assets or {})
    return weasyprint.HTML(string=html, base_url="asset:", url_fetcher=fetcher).render(
        stylesheets=[style(sheet)], font_config=fonts(), pdf_variant=VARIANT
    )


def write(document: Any) -> bytes:
    claim_accessibility(document.metadata)
    pdf: bytes = document.write_pdf(pdf_variant=VARIANT)
    return pdf


def refuse_boxes(document: Any) -> None:
    """Raise FaultyPaper if a character of a written document came out as a box, because no font has it."""
    lacking = sorted({code for font in document.fonts.values() for code in font.missing})
    if lacking:
        raise FaultyPaper(f"no font here has {', '.join(f'U+{code:04X}' for code in lacking)}")


def is_one_sheet(document: Any, html: str) -> bool:
    """Whether all that `html` has, every paragraph and image, stands on one sheet and inside its edges."""
    if len(document.pages) != 1:
        return False
    page = document.pages[0]
    boxes = [box for box in page._page_box.descendants(placeholders=True) if box.element_tag in SEEN]
    # What an absolute block has no room for is left out without a word; an image that failed is only its words.
    drawn = {box.element for box in boxes if box.element_tag != "img" or hasattr(box, "replacement")}
    inside = all(box.position_y + box.margin_height() <= page.height for box in boxes)
    return inside and len(drawn) == len(OPENING.findall(html))


@cache
def fonts() -> "FontConfiguration":
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 -- see the top of this file

    return FontConfiguration()


@cache
def style(sheet: str) -> Any:
    import weasyprint  # noqa: PLC0415 -- see the top of this file

    return weasyprint.CSS(
        string=render_to_string(sheet), base_url="asset:", font_config=fonts(), url_fetcher=named_assets_only({})
    )


def named_assets_only(assets: Assets) -> Any:
    """A fetcher that hands out `assets` and nothing else: no file is read, no address opened."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 -- see the top of this file

    class NamedAssetsOnly(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, _headers: Any = None) -> Any:
            if url not in assets:
                raise ValueError("Papers fetch nothing but their own assets.")
            kind, content = assets[url]
            return URLFetcherResponse(url, content, {"Content-Type": kind})

    return NamedAssetsOnly(allowed_protocols=[], allow_redirects=False)


def claim_accessibility(metadata: Any) -> None:
    """Have the metadata say PDF/UA-1 beside PDF/A-3a."""
    written = metadata.generate_rdf_metadata

    def with_claim(*args: Any) -> bytes:
        rdf: bytes = written(*args)
        return rdf.replace(b"</rdf:RDF>", UA_CLAIM)

    metadata.generate_rdf_metadata = with_claim
