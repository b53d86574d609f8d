from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0023_split_and_merge_steps'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='practicerule', name='practice_rules_are_numbered'),
        migrations.RemoveConstraint(model_name='practicerule', name='no_practice_day_says_why'),
        migrations.RenameField(model_name='practicerule', old_name='asks_day', new_name='asks'),
        # Every rule so far was about the practice day.
        migrations.AddField(
            model_name='practicerule',
            name='kind',
            field=models.CharField(choices=[('day', 'a practice day'), ('shadowing', 'shadowing, twice'), ('observed', 'an observed practice')], default='day', max_length=12),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name='practicerule',
            constraint=models.UniqueConstraint(fields=('programme', 'kind', 'number'), name='practice_rules_are_numbered'),
        ),
        migrations.AddConstraint(
            model_name='practicerule',
            constraint=models.CheckConstraint(condition=models.Q(('asks', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='practice_not_asked_says_why'),
        ),
    ]
