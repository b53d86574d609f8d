
import django.db.models.functions.text
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0010_ask_again_by_a_day'),
    ]

    operations = [
        migrations.CreateModel(
            name='GlossaryTerm',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('course_key', models.UUIDField(verbose_name='course')),
                ('term', models.CharField(help_text='As you would say it within a sentence.', max_length=60, verbose_name='word')),
                ('meaning', models.TextField(help_text='Two plain sentences at most.', max_length=400, verbose_name='meaning')),
            ],
            options={
                'verbose_name': 'explained word',
                'verbose_name_plural': 'explained words',
                'ordering': [django.db.models.functions.text.Lower('term')],
                'constraints': [models.UniqueConstraint(models.F('course_key'), django.db.models.functions.text.Lower('term'), name='a_word_is_explained_once', violation_error_message='This word is explained already. Change it in the list.')],
            },
        ),
    ]
