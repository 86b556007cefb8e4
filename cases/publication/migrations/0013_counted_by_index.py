"""What the charts and the calendar count and list comes out of an index, however many rows there are."""

from django.db import migrations, models

import cases.publication.models.ordering
from cases.publication.offences import offence

AT_ONCE = 2000


def name_offences(apps, schema_editor):
    """As publication does it from now on. Digests follow when a case is next published."""
    charges = apps.get_model("publication", "PublishedCharge").objects.using(schema_editor.connection.alias)
    last = 0
    while found := list(charges.filter(pk__gt=last, provision="").order_by("pk")[:AT_ONCE]):
        for one in found:
            one.offence = offence(one.wording)
        charges.bulk_update(found, ["offence"])
        last = found[-1].pk


class Migration(migrations.Migration):

    dependencies = [
        ('publication', '0012_packed_chunks'),
    ]

    operations = [
        migrations.AddField(
            model_name='publishedcharge',
            name='offence',
            field=models.CharField(default='', help_text='Where no provision is named: the words that name it.', max_length=200),
        ),
        migrations.RunPython(name_offences, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            model_name='publishedcharge',
            index=models.Index(fields=['provision', 'offence'], name='pubcharge_offence'),
        ),
        migrations.AddIndex(
            model_name='publishedevent',
            index=models.Index(condition=models.Q(('planned_earliest__isnull', False)), fields=['-planned_earliest', '-id'], name='pubevent_planned'),
        ),
        migrations.AddIndex(
            model_name='publishedperson',
            index=models.Index(condition=models.Q(('expected_release__gt', '')), fields=['-id'], name='pubperson_release'),
        ),
        migrations.AddIndex(
            model_name='publishedsentence',
            index=models.Index(fields=['amends', 'kind', 'is_life', 'years', 'months', 'days'], name='pubsentence_term'),
        ),
        migrations.AddIndex(
            model_name='publishedsource',
            index=cases.publication.models.ordering.LatestFirst(models.OrderBy(models.F('published_on'), descending=True, nulls_last=True), models.OrderBy(models.F('id'), descending=True), name='pubsource_latest'),
        ),
    ]
