import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


def begin_with_the_first_version(apps, _schema_editor):
    """Whose file is there already has its first version; nobody knows any more who put it there."""
    standing = apps.get_model("courses", "Handout").objects.exclude(file=None)
    standing.update(version=1, put_at=models.F("changed_at"))


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0021_count_how_a_cohort_got_on'),
        ('filer', '0018_alter_file_options'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='handout',
            name='note',
            field=models.CharField(blank=True, editable=False, max_length=160),
        ),
        migrations.AddField(
            model_name='handout',
            name='put_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='handout',
            name='put_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='handout',
            name='version',
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.CreateModel(
            name='HandoutVersion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField()),
                ('put_at', models.DateTimeField(null=True)),
                ('note', models.CharField(blank=True, max_length=160)),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='earlier_handout', to='filer.file')),
                ('handout', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='earlier', to='courses.handout')),
                ('put_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-version'],
                'constraints': [models.UniqueConstraint(fields=('handout', 'version'), name='a_handout_has_each_version_once')],
            },
        ),
        migrations.CreateModel(
            name='SavedHandout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('saved_at', models.DateTimeField()),
                ('handout', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='courses.handout')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'handout'), name='a_handout_is_saved_once')],
            },
        ),
        migrations.RunPython(begin_with_the_first_version, migrations.RunPython.noop),
    ]
