"""How long a court keeps bundles that were made."""

from court.base.courts import clock
from court.base.courts.models import Setting
from court.base.courts.queries import in_force

KEY, DAYS = "bundle_keep_days", 7


def keep_days(court: str) -> int:
    """Days, as the court set them."""
    row = in_force(list(Setting.objects.filter(key=KEY)), KEY, clock.today(), court)
    return row.value if row is not None and isinstance(row.value, int) else DAYS
