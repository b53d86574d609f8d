from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("pages", "0003_leave_the_word_for_participants_to_programmes"),
    ]

    operations = [
        migrations.AddField(
            model_name="customimage",
            name="source",
            field=models.CharField(blank=True, editable=False, max_length=120, default=""),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="customimage",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source", ""), _negated=True), fields=("source",), name="one_image_of_a_file"
            ),
        ),
    ]
