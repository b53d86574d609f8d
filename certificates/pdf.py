"""Draw a certificate from its facts. Same facts, same bytes.

WeasyPrint is imported when the first certificate is drawn: its native libraries may be missing on a machine
that only serves pages, and loading them takes half a second. One font configuration serves all certificates
(a new one each time is slower and leaks).
"""

import io
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import segno
from django.template.loader import render_to_string
from django.utils import translation

from certificates.facts import Facts

if TYPE_CHECKING:
    from weasyprint.text.fonts import FontConfiguration

TEMPLATE = "certificates/paper.html"
SHEET = "certificates/paper.css"
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


def draw(facts: Facts) -> bytes:
    """The certificate as PDF/A-3a and PDF/UA-1."""
    import weasyprint  # noqa: PLC0415 -- see the top of this file

    address = check_address(facts)
    with translation.override(facts["language"]):
        html = render_to_string(TEMPLATE, paper_context(facts, address))
    fetcher = named_assets_only({"asset:qr": ("image/svg+xml", qr(address))})
    document = weasyprint.HTML(string=html, base_url="asset:", url_fetcher=fetcher).render(
        stylesheets=[sheet()], font_config=fonts(), pdf_variant="pdf/a-3a"
    )
    claim_accessibility(document.metadata)
    pdf: bytes = document.write_pdf(pdf_variant="pdf/a-3a")
    return pdf


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


@cache
def fonts() -> "FontConfiguration":
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 -- see the top of this file

    return FontConfiguration()


@cache
def sheet() -> Any:
    import weasyprint  # noqa: PLC0415 -- see the top of this file

    return weasyprint.CSS(
        string=render_to_string(SHEET), base_url="asset:", font_config=fonts(), url_fetcher=named_assets_only({})
    )


def named_assets_only(assets: Mapping[str, tuple[str, bytes]]) -> Any:
    """A fetcher that hands out `assets` (name -> type, bytes) and nothing else: no file is read, no address opened."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 -- see the top of this file

    class NamedAssetsOnly(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url not in assets:
                raise ValueError("Certificates fetch nothing but their own assets.")
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
