import foundation.storage
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0019_let_a_step_have_one_button'),
    ]

    operations = [
        migrations.CreateModel(
            name='Recording',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(help_text='Learners read it above the player.', max_length=120, verbose_name='title')),
                ('file', models.FileField(editable=False, storage=foundation.storage.PrivateFiles('recordings'), upload_to='', verbose_name='file')),
                ('kind', models.CharField(choices=[('audio', 'Audio'), ('video', 'Video')], editable=False, max_length=5, verbose_name='kind')),
                ('mime', models.CharField(editable=False, max_length=20)),
                ('size', models.PositiveIntegerField(editable=False, verbose_name='size')),
                ('seconds', models.PositiveIntegerField(editable=False, verbose_name='length')),
                ('width', models.PositiveIntegerField(default=0, editable=False)),
                ('height', models.PositiveIntegerField(default=0, editable=False)),
                ('digest', models.CharField(editable=False, max_length=64)),
                ('captions', models.TextField(blank=True, verbose_name='captions')),
                ('transcript', models.TextField(blank=True, verbose_name='transcript')),
                ('changed_at', models.DateTimeField(editable=False, verbose_name='last changed')),
            ],
            options={
                'verbose_name': 'recording',
                'ordering': ['title'],
            },
        ),
    ]
