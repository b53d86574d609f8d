"""What content editors may do in the Wagtail admin. Made after every migration by code that can be run again."""

from typing import Any

from django.apps import AppConfig, apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from foundation.migrating import is_last

EDITORS = "Content editors"
OF_PAGES = ("add_page", "change_page", "publish_page")
OF_IMAGES = ("add", "change", "choose")
OF_LISTS = ("view", "add", "change", "delete")
LISTS = (("directory", "helpservice"), ("courses", "handout"))


def after_migrate(sender: AppConfig, using: str = "default", **kwargs: Any) -> None:
    if is_last(sender, Page._meta.db_table, using):
        sync_editor_group()


@transaction.atomic
def sync_editor_group() -> Group:
    """The group "Content editors" with what it may do. Running it again changes nothing; members are set elsewhere."""
    # A fresh or flushed database has no permissions yet for the apps whose turn comes later.
    for app in ("wagtailadmin", "wagtailcore", "wagtailimages", "directory", "courses"):
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


def _permission(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def _list_permissions() -> list[Permission]:
    return [_permission(app, f"{verb}_{model}") for app, model in LISTS for verb in OF_LISTS]


def _allow_images(group: Group) -> None:
    collection = Collection.objects.filter(depth=1).first()
    if collection is None:
        return
    for verb in OF_IMAGES:
        # Wagtail asks for the permissions of its own image model, whichever model is in use.
        permission = _permission("wagtailimages", f"{verb}_image")
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)
