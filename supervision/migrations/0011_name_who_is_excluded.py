import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Names alone: the table, its columns and its triggers stay as they are."""

    dependencies = [("supervision", "0010_word_the_choices_plainly")]

    operations = [
        migrations.AlterModelTable("keptfrom", "supervision_keptfrom"),
        migrations.RenameModel("KeptFrom", "ExcludedPerson"),
        migrations.AlterField(
            "excludedperson",
            "concern",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="excluded", to="supervision.concern"
            ),
        ),
    ]
