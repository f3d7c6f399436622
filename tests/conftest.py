"""What crosses rooms needs what the rooms' tests need."""

from court.conftest import _forgotten, pytest_collection_modifyitems

__all__ = ["_forgotten", "pytest_collection_modifyitems"]
