from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("pages", "0002_tie_images_to_people"),
    ]

    operations = [
        migrations.RemoveField(model_name="brand", name="participants_called"),
    ]
