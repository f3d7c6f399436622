"""One court for all who only look around; the story and the keyboard take cases of their own in it."""

from collections.abc import Iterator

import pytest

from tests.story.house import House


@pytest.fixture(scope="session")
def open_house(tmp_path_factory) -> Iterator[House]:
    made = House(tmp_path_factory.mktemp("house"))
    try:
        yield made.start()
    finally:
        made.stop()
