import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0014_count_tries'),
    ]

    operations = [
        migrations.CreateModel(
            name='AddressChange',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('happened', models.CharField(choices=[('added', 'an e-mail address was added to it'), ('confirmed', 'an e-mail address that was added to it was confirmed'), ('main', 'mail about it now goes to another e-mail address'), ('removed', 'an e-mail address was taken out of it')], max_length=10)),
                ('at', models.DateTimeField()),
                ('before', models.JSONField()),
                ('stopped_at', models.DateTimeField(null=True)),
                ('stopped_by', models.EmailField(blank=True, max_length=254)),
                ('settled_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, choices=[('stands', 'the addresses stand as they are'), ('put_back', 'the addresses were put back')], max_length=10)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='address_changes', to=settings.AUTH_USER_MODEL)),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['person', '-at'], name='address_changes_of_late')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('settled_at__isnull', True)), models.Q(('settled_at__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='a_settled_change_has_an_outcome')],
            },
        ),
    ]
