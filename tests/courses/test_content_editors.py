"""The group of content editors: made by code that can be run again, with what an editor needs and no more."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from courses.roles import sync_editor_group


@pytest.fixture
def group(db):
    return Group.objects.get(name="Content editors")


def rights(group):
    return (
        sorted(group.permissions.values_list("content_type__app_label", "codename")),
        sorted(GroupPagePermission.objects.filter(group=group).values_list("page__depth", "permission__codename")),
        sorted(GroupCollectionPermission.objects.filter(group=group).values_list("permission__codename", flat=True)),
    )


def test_migrating_makes_the_group(group):
    assert rights(group) == (
        [
            (app, f"{verb}_{model}")
            for app, models in (
                ("courses", ("casemoment", "glossaryterm", "handout", "recording")),
                ("directory", ("helpservice",)),
            )
            for verb in ("add", "change", "delete", "view")
            for model in models
        ]
        + [("groups", "change_lettertemplate"), ("wagtailadmin", "access_admin")],
        [(1, "add_page"), (1, "change_page"), (1, "publish_page")],
        ["add_image", "change_image", "choose_image"],
    )


def test_syncing_again_changes_nothing_and_puts_back_what_was_lost(group):
    before = rights(group)
    sync_editor_group()
    assert rights(group) == before
    group.permissions.clear()
    GroupPagePermission.objects.filter(group=group).delete()
    sync_editor_group()
    assert rights(Group.objects.get(name="Content editors")) == before


def test_members_stay(group, cast):
    sync_editor_group()
    assert list(group.user_set.all()) == [cast.eddie]
