"""Every name is printed as its owner writes it, on one sheet; or it is said before the issue that it cannot be."""

import io

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from certificates.files import make_file
from certificates.glyphs import refused_name, unprintable
from certificates.models import Certificate, CertificateFile, NumberSeries
from certificates.pdf import check_address, draw
from certificates.services import issue_certificate, replace_certificate
from foundation.paper import FaultyPaper
from foundation.refusals import Refusal
from tests.certificates import making
from tests.certificates.test_paper import reader, structure

NAMES = {
    "Amharic": "አማርኛ ተስፋዬ",
    "Arabic": "محمد عبد الله",
    "Armenian": "Հայկ Սարգսյան",
    "Bengali": "বাংলা রহমান",
    "Burmese": "နီလာဦး",
    "Cherokee": "ᏣᎳᎩ",
    "Chinese": "王小明",
    "Devanagari": "क्षत्रिय श्रीवास्तव",
    "Dhivehi": "ދިވެހި",
    "Georgian": "ქართული",
    "Greek": "Ἀναξαγόρας ὁ Κλαζομένιος",
    "Gujarati": "ગુજરાતી",
    "Gurmukhi": "ਗੁਰਮੀਤ",
    "Hebrew": "שרה כהן",
    "Japanese": "山田太郎",
    "Kannada": "ಕನ್ನಡ ರಾವ್",
    "Khmer": "ភាសា",
    "Korean": "김민수",
    "Lao": "ສົມສັກ",
    "Malayalam": "മലയാളം",
    "N'Ko": "ߒߞߏ",
    "Odia": "ଓଡ଼ିଆ",
    "Sinhala": "සිංහල පෙරේරා",
    "Syriac": "ܣܘܪܝܝܐ",
    "Tamil": "தமிழ் செல்வன்",
    "Telugu": "తెలుగు",
    "Thai": "ไทยใจดี",
    "Tibetan": "ཀརྨ",
    "Vietnamese": "Nguyễn Thị Ngọc Ánh",
    "Yoruba, with combining marks": "Ọlá\u0301 E\u0323\u0300ṣọ́",
}
BEYOND = {"not given to anybody": "\u0378", "private use": "\ue000", "a person without a font": "\U0001f9d1"}


def sheets(facts, **changed) -> list[pypdf.PageObject]:
    return list(pypdf.PdfReader(io.BytesIO(draw({**facts, **changed}))).pages)


@pytest.mark.parametrize("language", sorted(NAMES))
def test_a_name_in_any_living_script_is_printed(certificate, language):
    name = NAMES[language]
    assert (unprintable(name), len(sheets(certificate.facts, name=name))) == ([], 1)


@pytest.mark.parametrize("kind", sorted(BEYOND))
def test_what_no_font_has_is_known_before(kind):
    char = BEYOND[kind]
    assert unprintable(f"Anna {char} Okoye {char}") == [char]
    assert refused_name(f"Anna {char}") == (
        f"The certificate cannot print “{char}” (U+{ord(char):04X}) in “Anna {char}”: no font on this site has it. "
        "Enter the name in letters that can be printed, or ask the person who runs this site to add a font for this "
        "script."
    )


def test_marks_that_are_never_seen_ask_for_no_glyph():
    assert unprintable("\u0645\u06cc\u200c\u062e\u0648 \u202eAnna\t\ufe0f") == []


@pytest.fixture
def boxed(cast):
    """Anna's name ends with a character that no font has."""
    cast.anna.last_name = "Okoye\U0001f9d1"
    cast.anna.save()
    return cast.anna


def test_a_certificate_for_such_a_name_is_refused_and_leaves_nothing(cast, boxed):
    award = making.meet_the_award(cast)
    with pytest.raises(Refusal) as refused:
        issue_certificate(award=award, person=boxed, by=cast.cora, now=cast.now)
    assert str(refused.value) == refused_name(boxed.name)
    assert (Certificate.objects.count(), list(NumberSeries.objects.values_list("last", flat=True))) == (0, [])


def test_so_is_one_on_which_somebody_else_could_not_be_printed(cast):
    award = making.meet_the_award(cast)
    cast.cora.first_name = "Cora\U0001f9d1"
    cast.cora.save()
    with pytest.raises(Refusal, match="in “Cora\U0001f9d1 Lind”"):
        issue_certificate(award=award, person=cast.anna, by=cast.cora, now=cast.now)


def test_a_successor_is_refused_for_it_and_the_old_one_stays(cast, certificate):
    cast.anna.last_name = "Okoye\U0001f9d1"
    cast.anna.save()
    with pytest.raises(Refusal, match="cannot print"):
        replace_certificate(certificate=certificate, by=cast.cora, reason="Misspelt", now=cast.now)
    assert [row.code for row in Certificate.objects.all()] == [certificate.code]


def test_the_pages_say_so_first_and_do_not_offer_it(cast, boxed, sign_in):
    award = making.meet_the_award(cast)
    address = f"/readiness/{boxed.appointments.get().pk}/issue/{award.slug}/"
    page = sign_in(cast.cora).get(address).content.decode()
    assert (refused_name(boxed.name) in page, "Issue certificate</button>" in page) == (True, False)
    assert "Correct the account" in page
    type(boxed).objects.filter(pk=boxed.pk).update(last_name="Okoye")
    page = sign_in(cast.cora).get(address).content.decode()
    assert ("cannot print" in page, "Issue certificate</button>" in page) == (False, True)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(data=st.data())
def test_names_of_300_characters_stay_on_one_sheet_with_the_square_code(certificate, data):
    letters = data.draw(st.sampled_from(["W", "i", "Wolfeschlegel ", *NAMES.values()]))
    first, last = (data.draw(st.integers(140, 150)) for _ in range(2))
    name = f"{(letters * 150)[:first]} {(letters * 150)[:last]}"
    document = reader({**certificate.facts, "name": name})
    figures = [alt for kind, alt in structure(document.trailer["/Root"]["/StructTreeRoot"]) if kind == "/Figure"]
    assert (len(document.pages), figures) == (1, [f"QR code that opens {check_address(certificate.facts)}"])
    assert certificate.facts["code"] in document.pages[0].extract_text()


def test_the_longest_of_everything_at_once_stays_on_one_sheet(certificate):
    longest = {
        "name": 301,
        "issuer": 301,
        "specialty": 120,
        "region": 120,
        "award": 120,
        "organisation": 160,
        "programme": 120,
        "proves": 600,
        "is_not": 600,
    }
    for letters in ("W", "Word "):
        changed = {field: (letters * length)[:length] for field, length in longest.items()}
        (sheet,) = sheets(certificate.facts, **changed, replaces="THAMES-0001")
        said = "".join(sheet.extract_text().split())
        assert [field for field, text in changed.items() if "".join(text.split()) not in said] == []
        assert certificate.facts["code"] in said


def test_a_paper_with_a_box_on_it_is_not_kept(cast, certificate):
    """As when a font goes between the issue and the drawing."""
    certificate.facts["name"] = "Anna \U0001f9d1"
    with pytest.raises(FaultyPaper, match=r"no font here has U\+1F9D1"):
        make_file(certificate, cast.now)
    assert CertificateFile.objects.count() == 0


def test_what_would_not_fit_by_any_means_is_not_drawn(certificate):
    with pytest.raises(FaultyPaper, match="THAMES-0001 does not fit on one sheet"):
        draw({**certificate.facts, "is_not": "Nothing here was marked. " * 400})
