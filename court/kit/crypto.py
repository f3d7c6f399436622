"""Ciphers for what must not be read in the database: ID, phone and account numbers (S30).

`EncryptedTextField` seals a column; beside it stands a blind index to search by, which the room fills with
`blind_index(folded text, purpose)` and searches with `blind_indexes` (`__in`), so that index keys can be rotated.
"""

from typing import Any

from django.conf import settings
from django.db import models

from court.kit import keyring
from court.kit.keyring import CannotOpen, KeyRing, KeysInDanger

__all__ = [
    "CannotOpen",
    "EncryptedTextField",
    "KeysInDanger",
    "blind_index",
    "blind_indexes",
    "keys",
    "rotate",
    "seal",
    "unseal",
]


def keys() -> KeyRing:
    """The ring of this installation, made when there is none. KeysInDanger when others may read it."""
    return keyring.load(str(settings.COURT_KEYS), settings.COURT_CIPHER)


def rotate(*, index: bool = False) -> str:
    """Add a newest key (or index key) and give its id. Other running processes see it at their next start."""
    keys()
    return keyring.add_key(str(settings.COURT_KEYS), settings.COURT_CIPHER, index=index)


def seal(text: str, purpose: str) -> str:
    """A text to its stored form, different every time."""
    return keys().seal(text, purpose)


def unseal(stored: str, purpose: str) -> str:
    """The stored form back to its text. CannotOpen when the key is missing or anything was changed."""
    return keys().open(stored, purpose)


def blind_index(text: str, purpose: str) -> str:
    """What a sealed text is searched and kept unique by. The caller folds the text first (upper case, no spaces)."""
    return keys().blind_index(text, purpose)


def blind_indexes(text: str, purpose: str) -> list[str]:
    """All forms the mark may have while index keys are being rotated; use with `__in`."""
    return keys().blind_indexes(text, purpose)


class EncryptedTextField(models.TextField):
    """A text that the database holds sealed. It cannot be searched or ordered: keep a blind index beside it.

    purpose  what the text is sealed for; it opens for no other. "<model>.<field>" unless said; it stays for ever,
             so a column that is renamed says its old one.
    """

    def __init__(self, *args: Any, purpose: str = "", **options: Any):
        self._said_purpose = purpose
        super().__init__(*args, **options)

    @property
    def purpose(self) -> str:
        return self._said_purpose or f"{self.model._meta.model_name}.{self.name}"

    def deconstruct(self) -> Any:
        name, path, positional, options = super().deconstruct()
        if self._said_purpose:
            options["purpose"] = self._said_purpose
        return name, path, positional, options

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return seal(text, self.purpose) if text else text

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        return unseal(value, self.purpose) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        """A filter on a sealed column would silently find nothing; only `isnull` makes sense."""
        if lookup_name != "isnull":
            raise TypeError(f"{self.name} is sealed and cannot be filtered by {lookup_name}; use its blind index")
        return super().get_lookup(lookup_name)
