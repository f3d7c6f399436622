"""Each reconciled day says what belongs to which court; days already compared are shared out by their ledger lines."""
from datetime import timedelta

from django.db import migrations, models

from court.kit.days import moment_at


def share_out(apps, schema_editor):
    lines_of, days = apps.get_model("fees", "LedgerLine"), apps.get_model("fees", "Reconciliation")
    for day in days.objects.all():
        since = moment_at(day.day)
        lines = lines_of.objects.filter(at__gte=since, at__lt=since + timedelta(days=1)).select_related("order")
        _share(day, {one.order_no if one.kind == "refund" else one.transaction_no: one for one in lines})
        day.save(update_fields=["rows", "courts"])


def _share(day, lines):
    """A line that agrees stands in the bill as in the ledger; one that doesn't brings its own two sums."""
    wrong = {row["number"]: row for row in day.rows}
    day.rows = [row | {"court": lines[row["number"]].order.court_id if row["number"] in lines else ""} for row in day.rows]
    day.courts = {}
    for number, line in lines.items():
        sign = -1 if line.kind == "refund" else 1
        part = day.courts.setdefault(line.order.court_id, {"bill_fen": 0, "ledger_fen": 0, "matched": 0})
        part["ledger_fen"] += sign * line.amount_fen
        part["bill_fen"] += sign * (wrong[number]["bill_fen"] or 0 if number in wrong else line.amount_fen)
        part["matched"] += number not in wrong
    unclaimed = [row["bill_fen"] or 0 for row in day.rows if not row["court"]]
    if unclaimed:
        day.courts[""] = {"bill_fen": sum(unclaimed), "ledger_fen": 0, "matched": 0}


class Migration(migrations.Migration):

    dependencies = [("fees", "0004_an_objections_fee_and_joint_payers")]

    operations = [
        migrations.AddField(model_name="reconciliation", name="courts", field=models.JSONField(default=dict)),
        migrations.RunPython(share_out, migrations.RunPython.noop),
    ]
