from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("scanning", "0002_way_confirmed")]

    operations = [migrations.AddField("difference", "filled", models.BooleanField(default=False))]
