"""The pages that must exist: home, privacy, accessibility. Made after every migration by code that can be run again.

Wagtail's own migrations make a welcome page; a flush in a test wipes whatever migrations made. So nothing
here is made by a migration: the same function makes it the first time and puts it back.
"""

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db import transaction
from wagtail.models import Collection, Locale, Page, Site

from foundation.migrating import is_last
from pages.models import Brand, HomePage, StandardPage
from pages.seed_texts import HOME, STANDARD_PAGES


def after_migrate(sender: AppConfig, using: str = "default", **_kwargs: Any) -> None:
    if is_last(sender, HomePage._meta.db_table, using):
        ensure_root_pages()


@transaction.atomic
def ensure_root_pages() -> HomePage:
    """The home page with its standard pages, and the site that shows it. Leaves what is there as it is."""
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    if not Collection.objects.filter(depth=1).exists():
        Collection.add_root(name="Root")
    home = HomePage.objects.first() or _make_home()
    for slug, title, body in STANDARD_PAGES:
        if not Page.objects.child_of(home).filter(slug=slug).exists():
            home.add_child(instance=StandardPage(title=title, slug=slug, body=body))
    _show(home)
    return home


def _make_home() -> HomePage:
    root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root")
    # Wagtail's welcome page stands where ours belongs.
    for welcome in Page.objects.child_of(root).exact_type(Page):
        welcome.delete()
    root.refresh_from_db()
    home: HomePage = root.add_child(instance=HomePage(slug="home", **HOME))
    return home


def _show(home: HomePage) -> None:
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True, site_name=settings.SITE_NAME)
    elif not HomePage.objects.filter(pk=site.root_page_id).exists():
        site.root_page = home
        site.save(update_fields=["root_page"])
    # Made here, so that the first visitor's request writes nothing.
    Brand.for_site(Site.objects.get(is_default_site=True))
