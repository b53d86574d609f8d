"""A key by which lists sort people, one by which namesakes are found, and what tells those apart."""

from django.db import migrations, models

from foundation.lines import check_one_line, nearest_line
from people.names import check_name, name_part, same_name, sort_key
from people.namesakes import words_for

CHANGED = ["first_name", "last_name", "sort_name", "same_name"]


def fill_the_keys(apps, schema_editor):
    """Names that were stored before are put on one line; "-" was never somebody's name."""
    for user in apps.get_model("people", "User").objects.iterator():
        user.first_name, user.last_name = (name_part(nearest_line(one)) for one in (user.first_name, user.last_name))
        user.sort_name = sort_key(user.first_name, user.last_name)
        user.same_name = same_name(user.first_name, user.last_name)
        user.save(update_fields=CHANGED)
    for invitation in apps.get_model("people", "Invitation").objects.exclude(name="").iterator():
        invitation.name = name_part(nearest_line(invitation.name))
        invitation.save(update_fields=["name"])


def tell_namesakes_apart(apps, schema_editor):
    users, memberships = (apps.get_model("people", name) for name in ("User", "Membership"))
    shared = users.objects.exclude(same_name="").values("same_name").annotate(people=models.Count("pk"))
    for name in shared.filter(people__gt=1).values_list("same_name", flat=True):
        people = list(users.objects.filter(same_name=name).order_by("date_joined", "pk"))
        held = memberships.objects.filter(person__in=people, ends_at=None).values_list("person", "specialty__name")
        for person, words in zip(people, words_for(people, dict(held)), strict=True):
            users.objects.filter(pk=person.pk).update(apart=words)


def name_field(label, **more):
    return models.CharField(label, max_length=150, blank=True, validators=[check_name], **more)


def line_field(label, length, **more):
    return models.CharField(label, max_length=length, validators=[check_one_line], **more)


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0012_tell_when_a_leave_changes"),
    ]

    operations = [
        migrations.AddField("user", "sort_name", models.CharField(default="", editable=False, max_length=400)),
        migrations.AddField("user", "same_name", models.CharField(db_index=True, default="", editable=False, max_length=400)),
        migrations.AddField("user", "apart", models.CharField(default="", editable=False, max_length=160)),
        migrations.AlterField("user", "first_name", name_field("first name")),
        migrations.AlterField("user", "last_name", name_field("last name")),
        migrations.AlterField("invitation", "name", name_field("name")),
        migrations.AlterField("programme", "name", line_field("name", 120, unique=True)),
        migrations.AlterField("programme", "organisation", line_field("host organisation", 160)),
        migrations.AlterField(
            "programme", "participants_called",
            line_field("word for participants", 60, default="resident doctors"),
        ),
        migrations.AlterField("region", "name", line_field("name", 120, unique=True)),
        migrations.AlterField("region", "nation", line_field("nation", 40)),
        migrations.AlterField("specialty", "name", line_field("name", 120, unique=True)),
        migrations.RunPython(fill_the_keys, migrations.RunPython.noop),
        migrations.RunPython(tell_namesakes_apart, migrations.RunPython.noop),
    ]
