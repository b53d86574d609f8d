"""Addresses are asked of the URLconf by name, so that a page can move and no link is left behind."""

import re
from pathlib import Path

import pytest
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from delivery.mail import notices
from tests.guards.repository import committed_files, named

# In quotation marks, and begins like an address of this site; `{{ }}`, `{% %}` and `{}` within it stand for a key.
QUOTED = re.compile(r"""["'](/[a-z0-9{][^"'<>\n]*)["']""")
FILLED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{[^}]*\}|%\(\w+\)s|%s")
A_KEY = "6d6f4b1c-8a0e-4c1f-9f43-0d3c9f4f5e6a"

# Who may, and why.
MAY = {
    # Asked of each request before anything is resolved: which part of the site it is for.
    ("site/config/middleware.py", "/admin/"),
    # Wagtail's own address inside it, by which an open editor says that it is still there.
    ("site/config/authentication.py", "/admin/editing-sessions/"),
    # Asked before Django is: what is answered beside the rest.
    ("site/config/whole_requests.py", "/healthz"),
    ("site/config/whole_requests.py", "/help/"),
    ("site/config/whole_requests.py", "/verify/"),
    # The words of a page, which an editor goes on writing.
    ("site/pages/seed_texts.py", "/help/"),
}


def product_files() -> list[Path]:
    """What runs: our Python and our templates, but not where addresses are declared."""
    return [
        path
        for path in committed_files()
        if path.suffix in {".py", ".html", ".txt", ".js"}
        and not named(path).startswith(
            ("tests/", "bench/", "scripts/", "docs/", "requirements/", "locale/", "static/theme/")
        )
        and path.name != "urls.py"
        and "migrations" not in path.parts
    ]


def is_an_address(written: str) -> bool:
    """Whether it leads to a page of ours; what no other page takes is an editor's."""
    path = re.split(r"[?#]", FILLED.sub(A_KEY, written))[0]
    for way in dict.fromkeys((path, path.rstrip("/") + "/")):
        try:
            return resolve(way).view_name != "wagtail_serve"
        except Resolver404:
            continue
    return False


def literal_addresses(text: str) -> list[str]:
    return [written for written in QUOTED.findall(text) if is_an_address(written)]


def test_no_address_is_written_out_but_those_that_are_named_here():
    found = {(named(path), written) for path in product_files() for written in literal_addresses(path.read_text())}
    assert found == MAY


@pytest.mark.parametrize(
    "text",
    [
        '<a href="/me/">',
        "<a href='/logs/'>",
        '<a href="/help/#for-you">',
        '{% link "/courses/" label %}',
        '{% include "includes/back_link.html" with url="/me/account/" %}',
        'path="/desk/"',
        'f"/logs/{version.log_id}/"',
        '"/logs/%(pk)s/" % names',
        '<a href="/logs/{{ log.pk }}/">',
        '<a href="/meetings/{% firstof a b %}/">',
        'redirect("/verify")',
        'redirect("/groups/?page=2")',
    ],
)
def test_the_guard_sees_an_address(text):
    assert len(literal_addresses(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        'reverse("pages:my_day")',
        '{% url "logs:detail" log.pk %}',
        '"/static/theme/theme.css"',
        '"/nowhere/at/all/"',
        '"a/b/"',
    ],
)
def test_the_guard_lets_the_rest_be(text):
    assert literal_addresses(text) == []


def test_each_mail_leads_to_a_page_that_there_is():
    lost = []
    for name, notice in notices:
        try:
            reverse(notice.page)
        except NoReverseMatch:
            lost.append(name)
    assert lost == []
