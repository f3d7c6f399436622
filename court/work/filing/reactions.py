"""What filing tells other rooms: the address to serve the plaintiff's side at (送达地址确认), what a new threshold would touch."""
from datetime import date

from court.base.courts import impacts
from court.kit.days import date_of
from court.spine import wiring
from court.spine.cases.models import Case, Party
from court.work.filing.models import Filing


@wiring.address_source
def stated_when_filing(case: Case, party: Party) -> list[tuple[str, str, date | None]]:
    """The service address confirmed in the complaint, for the party whose complaint it was."""
    filed = Filing.objects.filter(pk=case.filing_id).first() if case.filing_id else None
    if filed is None or party.role != Party.Role.PLAINTIFF or party.order != 1 or not filed.service_address:
        return []
    return [("起诉时确认的送达地址", filed.service_address, date_of(filed.submitted_at) if filed.submitted_at else None)]


@impacts.preview("small_claims_max_yuan")
def reviews_that_wait(*, court: str, value: list[str]) -> impacts.Impact:
    """Filings under review get another proposal; docketed cases keep their procedure."""
    states = [Filing.State.SUBMITTED, Filing.State.RESUBMITTED]
    waiting = Filing.objects.filter(court_id=court, state__in=states, amount_fen__isnull=False).count()
    return impacts.Impact(f"本院现有待审查且有标的额的立案申请{waiting}件，生效后按新标准提出建议。", waiting)
