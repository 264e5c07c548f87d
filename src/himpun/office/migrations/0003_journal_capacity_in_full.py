from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("office", "0002_office_hours"),
    ]

    operations = [
        migrations.AlterField(
            model_name="journalrow",
            name="capacity",
            field=models.CharField(blank=True, max_length=300),
        ),
    ]
