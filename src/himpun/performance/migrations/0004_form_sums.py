from django.apps.registry import Apps
from django.db import migrations, models
from django.db.models import Count, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce


def sum_up(apps: Apps, schema_editor: object) -> None:  # noqa: ARG001
    """Forms that are there get what each save keeps from now on."""
    rows = apps.get_model("performance", "Value").objects.filter(form=OuterRef("pk"))
    values = rows.order_by().values("form")
    apps.get_model("performance", "Form").objects.update(
        achieved=Coalesce(Subquery(values.values(sum=Sum("achievement"))), 0),
        counted=Coalesce(Subquery(values.values(many=Count("achievement"))), 0),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("performance", "0003_correction_proofs"),
    ]

    operations = [
        migrations.AddField(
            model_name="form",
            name="achieved",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="form",
            name="counted",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.RunPython(sum_up, migrations.RunPython.noop),
    ]
