"""Sign-offs of modules. A review that an editor had entered for a live module stays as what it was: name, post, day."""

import uuid
from datetime import datetime, time, timezone

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def keep_reviews(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Without pages: nobody kept what exactly had been read."""
    ClinicalSignOff = apps.get_model("courses", "ClinicalSignOff")
    reviewed = apps.get_model("courses", "ModulePage").objects.filter(live=True, reviewed_on__isnull=False)
    for module in reviewed.exclude(reviewed_by="").exclude(reviewer_post=""):
        noon = datetime.combine(module.reviewed_on, time(12), timezone.utc)
        ClinicalSignOff.objects.create(
            state="approved",
            module_key=module.translation_key,
            module_title=module.title,
            sent_at=noon,
            decided_at=noon,
            name=module.reviewed_by,
            post=module.reviewer_post,
        )


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0006_word_the_editors_help_plainly'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='learningstep',
            name='digest',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.CreateModel(
            name='ClinicalSignOff',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('review', 'read by a clinical lead'), ('correction', 'spelling, read by another editor')], default='review', max_length=12)),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('approved', 'approved'), ('sent_back', 'sent back'), ('replaced', 'replaced by a newer one')], default='waiting', max_length=12)),
                ('module_key', models.UUIDField(db_index=True)),
                ('module_title', models.CharField(max_length=255)),
                ('note', models.TextField(blank=True)),
                ('sent_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('name', models.CharField(blank=True, max_length=160)),
                ('post', models.CharField(blank=True, max_length=160)),
                ('reason', models.TextField(blank=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='SignedPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('page_key', models.UUIDField()),
                ('title', models.CharField(max_length=255)),
                ('revision_id', models.PositiveBigIntegerField(null=True)),
                ('digest', models.CharField(max_length=64)),
                ('lines', models.JSONField()),
                ('comment', models.TextField(blank=True)),
                ('sign_off', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pages', to='courses.clinicalsignoff')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.AddConstraint(
            model_name='clinicalsignoff',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('module_key',), name='one_sign_off_waits_for_each_module'),
        ),
        migrations.AddConstraint(
            model_name='clinicalsignoff',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'replaced']), ('decided_at__isnull', False), _connector='OR'), name='a_decided_sign_off_has_its_day'),
        ),
        migrations.AddConstraint(
            model_name='signedpage',
            constraint=models.UniqueConstraint(fields=('sign_off', 'page_key'), name='one_signed_page_for_each_page'),
        ),
        migrations.RunPython(keep_reviews, migrations.RunPython.noop),
    ]
