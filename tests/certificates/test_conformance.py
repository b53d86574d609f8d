"""What the paper claims of itself, PDF/UA-1 and PDF/A-3a, is confirmed by veraPDF."""

import pytest
import weasyprint

from certificates.pdf import draw
from certificates.services import replace_certificate
from tests.certificates.test_names_of_the_world import NAMES as WORLD
from tests.certificates.test_paper import HOSTILE
from tests.verapdf import broken_rules

NAMES = {
    "short": "Ng",
    "long": "Featherstonehaugh-" * 7 + "Smith",
    "arabic": "محمد عبد الله",
    "hebrew": "שרה כהן",
    "greek": "Ἀναξαγόρας ὁ Κλαζομένιος",
    "longest": "Wolfeschlegelsteinhausen " * 12,
    **{language.lower(): WORLD[language] for language in ("Amharic", "Devanagari", "Japanese", "Korean", "Tamil")},
    **HOSTILE,
}


@pytest.fixture
def papers(cast, certificate, tmp_path):
    """A certificate for each of NAMES, and one that replaces another."""
    successor = replace_certificate(certificate=certificate, by=cast.cora, reason="Misspelt", now=cast.now)
    drawn = {name: {**certificate.facts, "name": words} for name, words in NAMES.items()}
    for name, facts in {**drawn, "successor": successor.facts}.items():
        (tmp_path / f"{name}.pdf").write_bytes(draw(facts))
    return sorted(tmp_path.glob("*.pdf"))


def test_every_certificate_keeps_both_profiles(papers):
    assert len(papers) == len(NAMES) + 1
    assert broken_rules(*papers) == {}


def test_the_judge_finds_fault_with_a_paper_that_claims_nothing(tmp_path):
    """So that an empty answer means something."""
    weasyprint.HTML(string="<p>Certificate</p>").write_pdf(tmp_path / "plain.pdf")
    assert set(broken_rules(tmp_path / "plain.pdf")) == {"plain.pdf, PDF/UA-1", "plain.pdf, PDF/A-3a"}
