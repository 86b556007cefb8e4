"""The edition, and the triggers by which every change of what is published draws its mark anew."""

from django.db import migrations, models

from cases.publication.editions import begin_following, end_following, follow, unfollow

# What waits to be projected is not published.
NOT_FOLLOWED = {"edition", "queuedprojection"}


def _tables(apps):
    followed = apps.get_app_config("publication").get_models()
    return [m._meta.db_table for m in followed if m._meta.model_name not in NOT_FOLLOWED]


def follow_all(apps, schema_editor):
    begin_following(schema_editor)
    follow(schema_editor, _tables(apps))


def unfollow_all(apps, schema_editor):
    unfollow(schema_editor, _tables(apps))
    end_following(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("publication", "0009_ready_cells")]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mark", models.CharField(max_length=32)),
                ("changed_at", models.DateTimeField()),
            ],
        ),
        migrations.RunPython(follow_all, unfollow_all),
    ]
