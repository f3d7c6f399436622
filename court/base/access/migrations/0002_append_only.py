from django.db import migrations

from court.base.access import append_only


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]

    operations = [migrations.RunPython(append_only.migrate, append_only.unmigrate, hints={"database": "reads"})]
