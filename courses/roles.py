"""What content editors and clinical leads may do in the Wagtail admin. Made after every migration, again and again."""

from typing import Any

from django.apps import AppConfig, apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from foundation.migrating import is_last

EDITORS, LEADS = "Content editors", "Clinical leads"
OF_PAGES = ("add_page", "change_page", "publish_page")
OF_IMAGES = ("add", "change", "choose")
OF_LISTS = ("view", "add", "change", "delete")
LISTS = (
    ("directory", "helpservice"),
    ("courses", "handout"),
    ("courses", "recording"),
    ("courses", "glossaryterm"),
    ("courses", "casemoment"),
)
# There is one, and nobody adds or deletes it.
SETTINGS = (("groups", "lettertemplate"),)


def after_migrate(sender: AppConfig, using: str = "default", **_kwargs: Any) -> None:
    if is_last(sender, Page._meta.db_table, using):
        sync_editor_group()
        sync_lead_group()


@transaction.atomic
def sync_editor_group() -> Group:
    """The group "Content editors" with what it may do. Running it again changes nothing; members are set elsewhere."""
    # A fresh or flushed database has no permissions yet for the apps whose turn comes later.
    for app in ("wagtailadmin", "wagtailcore", "wagtailimages", "directory", "groups", "courses"):
        create_permissions(apps.get_app_config(app), verbosity=0)
    group, _created = Group.objects.get_or_create(name=EDITORS)
    group.permissions.set([_permission("wagtailadmin", "access_admin"), *_list_permissions()])
    root = Page.objects.filter(depth=1).first()
    if root:
        for codename in OF_PAGES:
            GroupPagePermission.objects.get_or_create(
                group=group, page=root, permission=_permission("wagtailcore", codename)
            )
    _allow_images(group)
    return group


def sync_lead_group() -> Group:
    """The group "Clinical leads": of the admin they reach the pages of sign-off and no others (`config.middleware`)."""
    create_permissions(apps.get_app_config("wagtailadmin"), verbosity=0)
    group, _created = Group.objects.get_or_create(name=LEADS)
    group.permissions.set([_permission("wagtailadmin", "access_admin")])
    return group


def _permission(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def _list_permissions() -> list[Permission]:
    lists = [_permission(app, f"{verb}_{model}") for app, model in LISTS for verb in OF_LISTS]
    return lists + [_permission(app, f"change_{model}") for app, model in SETTINGS]


def _allow_images(group: Group) -> None:
    collection = Collection.objects.filter(depth=1).first()
    if collection is None:
        return
    for verb in OF_IMAGES:
        # Wagtail asks for the permissions of its own image model, whichever model is in use.
        permission = _permission("wagtailimages", f"{verb}_image")
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)
