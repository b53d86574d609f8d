"""What the identifier screen marks, what it leaves alone, and what blocks."""

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from confidential.identifiers import MOST_MARKED, Kind, find_identifiers, is_nhs_number, screen, segments

HELPLINES = ["116 123", "85258", "0300 0303 300", "0330 123 1245", "+44 808 808 8000"]


def marked(text, known_numbers=()):
    return [(finding.kind, text[finding.start : finding.end]) for finding in find_identifiers(text, known_numbers)]


@pytest.mark.parametrize(
    ("text", "kind", "passage"),
    [
        ("NHS no 943 476 5919 was on the list", Kind.NHS_NUMBER, "943 476 5919"),
        ("I typed 9434765919 by mistake", Kind.NHS_NUMBER, "9434765919"),
        ("ref 943-476-5919.", Kind.NHS_NUMBER, "943-476-5919"),
        ("They live near SW1A 1AA", Kind.POSTCODE, "SW1A 1AA"),
        ("from M1 1AE", Kind.POSTCODE, "M1 1AE"),
        ("at B338TH", Kind.POSTCODE, "B338TH"),
        ("GIR 0AA", Kind.POSTCODE, "GIR 0AA"),
        ("wrote to j.smith+x@nhs.example.uk twice", Kind.EMAIL, "j.smith+x@nhs.example.uk"),
        ("on 07700 900123 after ten", Kind.PHONE, "07700 900123"),
        ("on +44 7700 900123", Kind.PHONE, "+44 7700 900123"),
        ("on (01865) 496012", Kind.PHONE, "(01865) 496012"),
        ("DOB 12/03/1985", Kind.BIRTH_DATE, "DOB 12/03/1985"),
        ("d.o.b. 1.2.85 on the screen", Kind.BIRTH_DATE, "d.o.b. 1.2.85"),
        ("born on 3 March 1985", Kind.BIRTH_DATE, "born on 3 March 1985"),
        ("Her date of birth is 3rd Mar 85", Kind.BIRTH_DATE, "date of birth is 3rd Mar 85"),
        ("born 1985-03-12", Kind.BIRTH_DATE, "born 1985-03-12"),
        ("it was 12/03/2024", Kind.DATE, "12/03/2024"),
        ("it was 12-3-24", Kind.DATE, "12-3-24"),
        ("GMC 7012345", Kind.GMC_NUMBER, "GMC 7012345"),
        ("gmc no. 7012345", Kind.GMC_NUMBER, "gmc no. 7012345"),
        ("GMC number: 7012345", Kind.GMC_NUMBER, "GMC number: 7012345"),
        ("MRN 1234567", Kind.HOSPITAL_NUMBER, "MRN 1234567"),
        ("hospital number: RX123456", Kind.HOSPITAL_NUMBER, "hospital number: RX123456"),
        ("Dr Patel said so", Kind.NAME, "Dr Patel"),
        ("and Mrs Smith-Jones agreed", Kind.NAME, "Mrs Smith-Jones"),
        ("Prof. Anne Carter came", Kind.NAME, "Prof. Anne Carter"),
        ("Mr O'Brien", Kind.NAME, "Mr O'Brien"),
        ("Nurse Özil", Kind.NAME, "Nurse Özil"),
        ("a 43-year-old", Kind.AGE, "43-year-old"),
        ("43 years old", Kind.AGE, "43 years old"),
        ("aged 43, alone", Kind.AGE, "aged 43"),
        ("on Ward 7B again", Kind.PLACE, "Ward 7B"),
        ("bed 12 was empty", Kind.PLACE, "bed 12"),
        ("in bay C2", Kind.PLACE, "bay C2"),
    ],
)
def test_what_may_identify_somebody_is_marked(text, kind, passage):
    assert marked(text) == [(kind, passage)]


@pytest.mark.parametrize(
    "text",
    [
        "CT2 and ST6 trainees in M1",
        "ring 116 123",
        "text SHOUT to 85258",
        "the week 12/13 rota",
        "Doctor X",
        "Mr X and Dr S",
        "1234567890",
        "5555555555",
        "on call 12-8 and 20.30 to 8.30",
        "version 1.2.3456",
        "it was 45/99/2024",
        "two of the seven, 3.5 hours, 70%",
        "the Nurse Practitioner and the ward",
        "in bed 10 hours, up at bed 11.30",
        "aged 430",
        "an 18-month rotation and a year-old grudge",
        "ward round and bed manager",
        "the GMC and its guidance of 2018",
        "",
    ],
)
def test_ordinary_words_are_left_alone(text):
    assert marked(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "we gave 0300 0303 300 to all",
        "or 03000303300",
        "the line is +44 330 123 1245",
        "0808 808 8000, at any hour",
        "0330 123 1245 5 minutes later",
    ],
)
def test_a_helpline_from_the_directory_is_let_through(text):
    assert (marked(text, HELPLINES), marked(text)[0][0]) == ([], Kind.PHONE)


def test_another_number_beside_a_helpline_is_still_marked():
    assert marked("0300 0303 300 or 07700 900123", HELPLINES) == [(Kind.PHONE, "07700 900123")]


def test_only_a_checked_nhs_number_and_an_explicit_date_of_birth_block():
    text = (
        "943 476 5919, DOB 1/2/1985, 1/2/2024, Dr Patel, SW1A 1AA, a@b.uk, 07700 900123, GMC 7012345, MRN 12345, Ward 7"
    )
    assert {finding.kind for finding in find_identifiers(text) if finding.blocks} == {Kind.NHS_NUMBER, Kind.BIRTH_DATE}
    assert len(find_identifiers(text)) == 10


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("943 476 5919", True),
        ("4010232137", True),
        ("943 476 5918", False),
        ("0000000000", False),
        ("987 654 321", False),
    ],
)
def test_the_check_digit_of_an_nhs_number(number, valid):
    assert is_nhs_number(number) is valid


@given(st.integers(min_value=0, max_value=999_999_999))
def test_at_most_one_check_digit_makes_nine_digits_valid(nine):
    assert sum(is_nhs_number(f"{nine:09d}{check}") for check in range(10)) <= 1


def test_a_stronger_pattern_has_the_passage_that_a_weaker_one_also_matches():
    assert marked("DOB 12/03/1985 and born 9/9/99") == [
        (Kind.BIRTH_DATE, "DOB 12/03/1985"),
        (Kind.BIRTH_DATE, "born 9/9/99"),
    ]


pieces = st.sampled_from(
    (
        "943 476 5919",
        "DOB 1/2/85",
        "SW1A 1AA",
        "Dr Patel",
        "aged 43",
        "07700 900123",
        "116 123",
        "Ward 7B",
        "<b>",
        "\n",
        " ",
    )
)
texts = st.one_of(st.text(max_size=300), st.lists(st.one_of(pieces, st.text(max_size=5)), max_size=12).map("".join))


@given(texts)
def test_findings_lie_in_the_text_in_order_and_apart(text):
    findings = find_identifiers(text, HELPLINES)
    edges = [edge for finding in findings for edge in (finding.start, finding.end)]
    assert edges == sorted(edges) and all(0 <= edge <= len(text) for edge in edges)
    assert all(finding.start < finding.end for finding in findings)


@given(texts)
def test_the_segments_are_the_text_and_mark_exactly_the_findings(text):
    findings = find_identifiers(text)
    cut = segments(text, findings)
    assert "".join(segment.text for segment in cut) == text
    assert [segment.finding for segment in cut if segment.finding] == findings


@given(texts, st.lists(st.text(max_size=15), max_size=3))
def test_whatever_numbers_are_known_they_only_take_marks_from_phone_numbers(text, known):
    phones = [{found for found in marked(text, numbers) if found[0] == Kind.PHONE} for numbers in (known, ())]
    assert phones[0] <= phones[1]


def test_the_words_are_in_no_representation_of_what_was_found():
    text = "Dr Patel rang 07700 900123"
    shown = repr(segments(text, find_identifiers(text)))
    assert "Patel" not in shown and "900123" not in shown and "private text" in shown


def test_only_parts_with_findings_are_shown_in_the_order_of_the_labels():
    parts = {"went_well": "Ward 7B", "mood": "calm", "extra": "MRN 12345"}
    screened = screen(parts, {"mood": "Mood", "went_well": "What went well?"})
    assert [(part.key, part.label, part.blocks) for part in screened] == [
        ("went_well", "What went well?", False),
        ("extra", "extra", False),
    ]


def test_the_page_marks_the_passage_in_words_too_and_escapes_the_rest():
    html = render_to_string(
        "confidential/identifier_findings.html", {"screened": screen({"a": "<i>Dr Patel</i>"}, {"a": "What happened?"})}
    )
    assert (
        '&lt;i&gt;<mark id="a-3"><span class="nhsuk-u-visually-hidden">looks like someone&#x27;s name: </span>'
        "Dr Patel</mark>&lt;/i&gt;"
    ) in " ".join(html.split())


def counted(parts: dict[str, str]) -> dict[str, tuple[int, int]]:
    """How much of each part is marked, and how much more was found."""
    return {part.key: (len(part.findings), part.unmarked) for part in screen(parts, {})}


def test_what_a_page_can_show_is_all_marked():
    assert counted({"a": "Dr Patel. " * (MOST_MARKED - 1), "b": "Ward 7B"}) == {"a": (MOST_MARKED - 1, 0), "b": (1, 0)}


def test_of_more_the_first_are_marked_and_the_others_counted():
    parts = {"a": "Dr Patel. " * (MOST_MARKED - 1), "b": "Ward 7B, Dr Patel, Dr Jones", "c": "calm", "d": "Ward 7B"}
    assert counted(parts) == {"a": (MOST_MARKED - 1, 0), "b": (1, 2), "d": (0, 1)}
    assert "".join(segment.text for segment in screen(parts, {})[1].segments) == parts["b"]


def test_what_blocks_is_marked_wherever_it_is():
    parts = {"a": "Dr Patel. " * MOST_MARKED, "b": "Dr Jones wrote 943 476 5919"}
    first, second = screen(parts, {})
    assert (len(first.findings), first.unmarked, first.blocks) == (MOST_MARKED - 1, 1, False)
    assert ([finding.kind for finding in second.findings], second.unmarked) == ([Kind.NHS_NUMBER], 1)
    assert second.blocks


def test_the_page_says_how_much_more_there_is():
    parts = {"a": "Dr Patel. " * MOST_MARKED, "b": "Dr Jones", "c": "Dr Jones, Dr Patel"}
    html = render_to_string("confidential/identifier_findings.html", {"screened": screen(parts, {})})
    assert (html.count("<mark "), html.count("<ul ")) == (MOST_MARKED, 1)
    assert "1 more passage here may identify someone, and is not marked yet." in html
    assert "2 more passages here may identify someone, and are not marked yet." in html
