from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('publication', '0019_hearsay'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='publishedperson', name='pubperson_updated'),
        migrations.RemoveIndex(model_name='publishedcase', name='pubcase_updated'),
        migrations.AddIndex(
            model_name='publishedcase',
            index=models.Index(fields=['updated_at', 'id'], name='pubcase_updated'),
        ),
    ]
