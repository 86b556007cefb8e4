"""The document and the search text of every published row in a table of their own."""

import django.db.models.deletion
from django.db import migrations, models

import cases.publication.models.base

KINDS = ("case", "person", "organisation", "court", "provision", "place", "source")


def body(kind):
    return migrations.CreateModel(
        name=f"{kind.title()}Body",
        fields=[
            (
                "row",
                cases.publication.models.base.RowKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    primary_key=True,
                    related_name="body",
                    serialize=False,
                    to=f"publication.published{kind}",
                ),
            ),
            ("search", models.TextField(help_text="Folded text that the list searches.")),
            ("document", models.JSONField()),
        ],
        options={"abstract": False},
    )


def moved(kind):
    return migrations.RunSQL(
        f"INSERT INTO publication_{kind}body (row_id, search, document)"  # nosec B608
        f" SELECT id, search, document FROM publication_published{kind}",
        migrations.RunSQL.noop,
    )


class Migration(migrations.Migration):
    dependencies = [("publication", "0001_initial")]

    operations = [
        *(body(kind) for kind in KINDS),
        *(moved(kind) for kind in KINDS),
        *(
            migrations.RemoveField(model_name=f"published{kind}", name=name)
            for kind in KINDS
            for name in ("document", "search")
        ),
    ]
