import pytest

from court.outside.payment import keys
from court.outside.payment.tests.scene import Scene


@pytest.fixture(scope="session")
def key_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wechatpay")
    keys.make(folder)
    return folder


@pytest.fixture
def scene(key_folder):
    scene = Scene(key_folder)
    yield scene
    scene.stop()
