"""Wagtail's own system checks run with every command and on deployment, and find nothing."""

from django.conf import settings
from django.core.checks import run_checks
from django.core.checks.registry import registry
from wagtail.models import Page

WAGTAILS = {
    "base_form_class_check",
    "css_install_check",
    "datetime_format_check",
    "file_overwrite_check",
    "get_form_class_check",
    "image_library_check",
    "inline_panel_model_panels_check",
    "page_search_fields_check",
    "wagtail_admin_base_url_check",
}


def test_they_are_there_and_none_is_silenced():
    there = {check.__name__ for check in registry.get_checks() if check.__module__.startswith("wagtail")}
    assert there >= WAGTAILS
    assert settings.SILENCED_SYSTEM_CHECKS == ["security.W019"]


def test_they_find_nothing():
    assert run_checks() == []


def test_they_would_find_something(monkeypatch):
    monkeypatch.setattr("pages.models.StandardPage.base_form_class", object)
    assert [found.id for found in run_checks()] == ["wagtailadmin.E001"]


def test_pages_check_themselves():
    assert Page.check() == []
