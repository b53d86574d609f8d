from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0007_keep_clinical_sign_offs'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='modulepage',
            name='reviewed_by',
        ),
        migrations.RemoveField(
            model_name='modulepage',
            name='reviewed_on',
        ),
        migrations.RemoveField(
            model_name='modulepage',
            name='reviewer_post',
        ),
    ]
