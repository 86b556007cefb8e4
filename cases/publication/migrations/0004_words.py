"""The terms of the search text and an index of them on each database; an index for the feed."""

from django.db import migrations, models

from cases.publication.searching import index_words

KINDS = ("case", "person", "organisation", "court", "provision", "place", "source")
_BATCH = 500

# An index over the words of a body table, which follows every write by itself. "ascii" takes
# letters and digits for words as they are; the dot is part of a marked term. Without positions:
# nothing asks where in the list of terms one stands.
ON_SQLITE = (
    """CREATE VIRTUAL TABLE {table}_words USING fts5(
        words, content='{table}', content_rowid='row_id', detail='none', columnsize=0,
        tokenize="ascii tokenchars '.'"
    )""",
    "INSERT INTO {table}_words({table}_words) VALUES ('rebuild')",
    """CREATE TRIGGER {table}_words_in AFTER INSERT ON {table} BEGIN
        INSERT INTO {table}_words(rowid, words) VALUES (new.row_id, new.words);
    END""",
    """CREATE TRIGGER {table}_words_out AFTER DELETE ON {table} BEGIN
        INSERT INTO {table}_words({table}_words, rowid, words)
        VALUES ('delete', old.row_id, old.words);
    END""",
    """CREATE TRIGGER {table}_words_again AFTER UPDATE OF row_id, words ON {table} BEGIN
        INSERT INTO {table}_words({table}_words, rowid, words)
        VALUES ('delete', old.row_id, old.words);
        INSERT INTO {table}_words(rowid, words) VALUES (new.row_id, new.words);
    END""",
)
OFF_SQLITE = (
    "DROP TRIGGER {table}_words_in",
    "DROP TRIGGER {table}_words_out",
    "DROP TRIGGER {table}_words_again",
    "DROP TABLE {table}_words",
)
# The function costs what it says, so that no plan has it work out the terms of a whole table. A
# body's long columns move out of its row, so that what an index finds lies on few pages.
TERMS = """CREATE FUNCTION publication_terms(words text) RETURNS tsvector
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10000
    AS 'BEGIN RETURN array_to_tsvector(string_to_array(btrim(words), '' '')); END'"""
ON_POSTGRESQL = (
    "CREATE INDEX {table}_words ON {table} USING gin (publication_terms(words))",
    "ALTER TABLE {table} SET (toast_tuple_target = 128)",
)
OFF_POSTGRESQL = (
    "ALTER TABLE {table} RESET (toast_tuple_target)",
    "DROP INDEX {table}_words",
)


def fill(apps, schema_editor):
    alias = schema_editor.connection.alias
    for kind in KINDS:
        rows = apps.get_model("publication", f"{kind}body").objects.using(alias)
        for row in rows.only("pk", "search").order_by("pk").iterator(_BATCH):
            rows.filter(pk=row.pk).update(words=index_words(row.search))


def create_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(TERMS)
    _each(schema_editor, ON_SQLITE, ON_POSTGRESQL)


def drop_index(apps, schema_editor):
    _each(schema_editor, OFF_SQLITE, OFF_POSTGRESQL)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION publication_terms(text)")


def _each(schema_editor, on_sqlite, on_postgresql):
    statements = on_sqlite if schema_editor.connection.vendor == "sqlite" else on_postgresql
    for kind in KINDS:
        for statement in statements:
            # No parameters, so that a percent sign would mean itself.
            schema_editor.execute(statement.format(table=f"publication_{kind}body"), params=None)


class Migration(migrations.Migration):
    dependencies = [("publication", "0003_ties_by_identifier")]

    operations = [
        *(
            migrations.AddField(
                f"{kind}body",
                "words",
                models.TextField(default="", help_text="The terms of that text, for the index of words."),
                preserve_default=False,
            )
            for kind in KINDS
        ),
        *(
            migrations.AlterField(
                f"{kind}body",
                "search",
                models.TextField(
                    help_text="Folded text: all names and all free text of the document."
                ),
            )
            for kind in KINDS
        ),
        migrations.AddIndex(
            "publishedevent",
            models.Index(fields=["updated_at", "id"], name="pubevent_updated"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(create_index, drop_index),
    ]
