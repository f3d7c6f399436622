"""What the machine would offer as a difference of amount, over invented disputes whose amount is known."""

from random import Random

from court.site.pages.cast import Cast
from court.work.scanning import comparing


def test_claims_of_invented_disputes_never_give_another_amount_than_the_case_has():
    seen = 0
    for number in range(600):
        dispute = Cast(Random(f"alarm:{number}")).dispute
        theirs, total = comparing.claimed(list(dispute.claims))
        if theirs is not None and (dispute.amount_yuan is not None or total):
            seen += 1
            assert theirs == (dispute.amount_yuan or 0) * 100, dispute.claims
    assert seen > 20
