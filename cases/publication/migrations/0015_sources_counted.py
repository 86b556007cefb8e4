"""How many sources there are comes out of a bitmap, as of cases and people."""

from itertools import groupby

from django.db import migrations, models
from pyroaring import BitMap


def fill(apps, schema_editor):
    """The bitmap of the sources that are published already, as chunking.make_chunks makes it."""
    alias = schema_editor.connection.alias
    chunks = apps.get_model("publication", "FacetChunk").objects.using(alias)
    sources = apps.get_model("publication", "PublishedSource").objects.using(alias)
    rows = sources.order_by("pk").values_list("pk", flat=True).iterator(10_000)
    for chunk, some in groupby(rows, key=lambda row: row >> 16):
        bitmap = BitMap(list(some))
        bitmap.run_optimize()
        chunks.create(kind="source", facet="all", value="", chunk=chunk, edition=0,
                      rows=bitmap.serialize(), count=len(bitmap))


def empty(apps, schema_editor):
    alias = schema_editor.connection.alias
    apps.get_model("publication", "FacetChunk").objects.using(alias).filter(kind="source").delete()


class Migration(migrations.Migration):
    dependencies = [("publication", "0014_spells_by_case")]

    operations = [
        migrations.AlterField(
            model_name="facetchunk",
            name="kind",
            field=models.CharField(help_text="The list: case, person or source.", max_length=12),
        ),
        migrations.RunPython(fill, empty),
    ]
