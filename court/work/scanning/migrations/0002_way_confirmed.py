from django.db import migrations, models


def settled_by_hand(apps, schema_editor):
    """What a person settled before stays confirmed."""
    way = apps.get_model("scanning", "Way")
    way.objects.filter(by_hand=True, settled_at__isnull=False).update(confirmed=True)


class Migration(migrations.Migration):
    dependencies = [("scanning", "0001_initial")]

    operations = [
        migrations.AddField("way", "confirmed", models.BooleanField(default=False)),
        migrations.RunPython(settled_by_hand, migrations.RunPython.noop),
    ]
