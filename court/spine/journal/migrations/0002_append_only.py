from django.db import migrations

from court.spine.journal import triggers


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [migrations.RunPython(triggers.migrate, triggers.unmigrate)]
