from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0003_keep_handouts'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='modulepage',
            name='clinical_lead',
        ),
        migrations.RemoveField(
            model_name='modulepage',
            name='written_by',
        ),
        migrations.AddField(
            model_name='modulepage',
            name='reviewed_by',
            field=models.CharField(blank=True, help_text='Their name.', max_length=100, verbose_name='reviewed by'),
        ),
        migrations.AddField(
            model_name='modulepage',
            name='reviewed_on',
            field=models.DateField(blank=True, null=True, verbose_name='reviewed on'),
        ),
        migrations.AddField(
            model_name='modulepage',
            name='reviewer_post',
            field=models.CharField(blank=True, help_text='For instance: consultant psychiatrist, and where.', max_length=160, verbose_name='post'),
        ),
    ]
