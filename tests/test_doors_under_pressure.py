"""Guesses sent at one moment are counted one by one; one code and one link serve one request (S2, S3, S26)."""

import pytest

from court.spine.journal.tests.own_court import own_court, whole

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
PRESS = """
import json
from datetime import UTC, datetime
from court.base.access.limits import limit
from court.base.courts import clock
from court.base.people import codes, identity, sign_in, totp
from court.base.people.models import Account, AccountLink, OneTimeCode, Person
from court.base.people.tests.carrier import Carrier
from court.ports.registry import provided
from court.ports.sms import Sms
from court.spine.journal.tests.at_once import all_at_once

clock.mark_demo()
account = Account(username="judge", kind="staff", person=Person.objects.create(name="钱承办"),
                  created_at=datetime.now(UTC), totp_secret=totp.new_secret())
account.set_password("Shanqing-7402-shuixiu")
account.save()

code = totp.code_at(account.totp_secret, totp.step_of(clock.real_now()))
answers = {
    "guesses": all_at_once(12, lambda nth: sign_in.check_staff("judge", f"guess-{nth}", f"10.0.0.{nth}")),
    "factor": all_at_once(4, lambda nth: sign_in.check_factor(Account.objects.get(), code, "10.0.0.1")),
    "limit": all_at_once(10, lambda nth: limit("together", 3, 60)),
}
with provided(Sms, Carrier()) as carrier:
    codes.send_code("12000000001", OneTimeCode.Purpose.SIGN_IN)
    text = carrier.last_code()
    answers["text"] = all_at_once(4, lambda nth: codes.use_code("12000000001", OneTimeCode.Purpose.SIGN_IN, text))
token = codes.make_link(account, AccountLink.Purpose.RESET)
answers["link"] = all_at_once(4, lambda nth: codes.use_link(codes.open_link(token)))
print(json.dumps(answers))
"""


def test_what_is_good_once_is_good_once_when_all_come_at_the_same_moment(tmp_path):
    with own_court(tmp_path / "home", like=whole()) as court:
        said = court.script(PRESS)
    assert said["guesses"] == ["bad_password"] * 5 + ["too_many"] * 7
    assert said["factor"].count("done") == 1
    assert said["text"].count("done") == 1
    assert said["link"].count("done") == 1
    assert said["limit"] == ["done"] * 3 + ["too_many"] * 7
