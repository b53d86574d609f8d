import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0014_keep_shadowing_and_observed_practice'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='steppage',
            name='redo_by',
            field=models.DateField(blank=True, help_text='Empty: four weeks after you publish it.', null=True, verbose_name='do it again by'),
        ),
        migrations.AlterField(
            model_name='steppage',
            name='change_note',
            field=models.CharField(blank=True, help_text='Read by people who had finished, where you tell them or ask them to do it again.', max_length=160, verbose_name='what changed, in one line'),
        ),
        migrations.CreateModel(
            name='RedoRound',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('from_version', models.PositiveIntegerField()),
                ('before_version', models.PositiveIntegerField()),
                ('note', models.CharField(blank=True, max_length=160)),
                ('people', models.PositiveIntegerField()),
                ('asked_at', models.DateTimeField()),
                ('counts_until', models.DateField()),
                ('safety_reason', models.CharField(blank=True, max_length=200)),
                ('safety_at', models.DateTimeField(null=True)),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('safety_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('step', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='courses.learningstep')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('step', 'from_version'), name='asked_once_for_each_version'), models.CheckConstraint(condition=models.Q(models.Q(('safety_at__isnull', True), ('safety_by__isnull', True), ('safety_reason', '')), models.Q(('safety_at__isnull', False), ('safety_by__isnull', False), models.Q(('safety_reason', ''), _negated=True)), _connector='OR'), name='a_safety_reason_has_words_name_and_day')],
            },
        ),
    ]
