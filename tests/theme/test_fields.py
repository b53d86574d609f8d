"""Every field is drawn so that a screen reader hears its label, its hint and its error."""

from bs4 import BeautifulSoup
from django import forms
from django.template.loader import render_to_string


class SampleForm(forms.Form):
    name = forms.CharField(
        label="Name", help_text="As on your badge", widget=forms.TextInput(attrs={"placeholder": "Name"})
    )
    notes = forms.CharField(label="Notes", required=False, widget=forms.Textarea(attrs={"class": "tall"}))
    place = forms.ChoiceField(
        label="Place", help_text="Where", choices=[("o", "Online"), ("r", "Room")], widget=forms.RadioSelect
    )
    themes = forms.MultipleChoiceField(
        label="Themes", required=False, choices=[("n", "Nights"), ("e", "Exams")], widget=forms.CheckboxSelectMultiple
    )
    agreed = forms.BooleanField(label="Agreed", help_text="Both of you")
    secret = forms.CharField(required=False, widget=forms.HiddenInput)


def drawn(name: str, data: dict | None = None) -> BeautifulSoup:
    return BeautifulSoup(str(SampleForm(data)[name].as_field_group()), "html.parser")


def test_a_label_belongs_to_its_control():
    html = drawn("name")
    assert html.label["for"] == html.input["id"] == "id_name"


def test_hint_and_error_are_tied_to_the_control():
    html = drawn("name", {"name": ""})
    assert html.input["aria-describedby"] == "id_name_helptext id_name_error"
    assert [html.find(id=part).get_text(" ", strip=True) for part in html.input["aria-describedby"].split()] == [
        "As on your badge",
        "Error: This field is required.",
    ]
    assert html.input["aria-invalid"] == "true"


def test_a_placeholder_is_left_out_because_the_label_says_it():
    assert not drawn("name").input.has_attr("placeholder")


def test_a_control_keeps_the_classes_of_its_widget():
    assert drawn("notes").textarea["class"] == ["nhsuk-textarea", "tall"]


def test_a_group_of_choices_has_a_legend_and_its_error():
    html = drawn("place", {})
    assert html.legend.get_text(strip=True) == "Place"
    assert html.fieldset["aria-describedby"] == "id_place_helptext id_place_error"
    assert [(i["type"], i["value"], i.has_attr("aria-invalid")) for i in html("input")] == [
        ("radio", "o", False),
        ("radio", "r", False),
    ]
    assert [label["for"] for label in html("label")] == [i["id"] for i in html("input")]


def test_what_was_chosen_stays_chosen():
    html = drawn("themes", {"themes": ["e"]})
    assert [(i["type"], i["value"], i.has_attr("checked")) for i in html("input")] == [
        ("checkbox", "n", False),
        ("checkbox", "e", True),
    ]


def test_a_single_box_says_its_label_once():
    html = drawn("agreed", {})
    assert [label.get_text(strip=True) for label in html("label")] == ["Agreed"]
    assert html.input["aria-describedby"] == "id_agreed_helptext id_agreed_error"


def test_a_hidden_field_is_nothing_but_its_input():
    html = drawn("secret")
    assert [tag.name for tag in html.find_all()] == ["input"]


def test_the_summary_leads_to_each_field():
    html = BeautifulSoup(render_to_string("includes/error_summary.html", {"form": SampleForm({})}), "html.parser")
    summary = html.find(class_="nhsuk-error-summary")
    assert (summary["role"], summary["tabindex"], summary.has_attr("autofocus")) == ("alert", "-1", True)
    assert [(a["href"], a.get_text()) for a in html("a")] == [
        ("#id_name", "Name: This field is required."),
        ("#id_place_0", "Place: This field is required."),
        ("#id_agreed", "Agreed: This field is required."),
    ]


def test_a_form_without_faults_has_no_summary():
    assert render_to_string("includes/error_summary.html", {"form": SampleForm()}).strip() == ""
