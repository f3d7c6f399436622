"""Columns the court needs and Django has not: the 64-bit id and the sealed text."""

from typing import Any

from django.db import models

from court.kit import crypto
from court.kit.ids import new_id


class IdField(models.BigIntegerField):
    """The primary key of every table: 64 bits, in order of time, given by court.kit.ids."""

    def __init__(self, **options: Any):
        options.setdefault("primary_key", True)
        options.setdefault("default", new_id)
        options.setdefault("editable", False)
        super().__init__(**options)


class EncryptedTextField(models.TextField):
    """A text that the database holds sealed. It cannot be searched or ordered: keep a blind index beside it.

    purpose  a word that stays for ever, e.g. "id_number"; a text sealed for one purpose does not open for another
    """

    def __init__(self, *, purpose: str, **options: Any):
        self.purpose = purpose
        super().__init__(**options)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, positional, options = super().deconstruct()
        return name, path, list(positional), {**options, "purpose": self.purpose}

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return crypto.seal(text, self.purpose) if text else text

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        return crypto.unseal(value, self.purpose) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        """Only `isnull` and the empty text make sense on a sealed column; the rest would silently find nothing."""
        if lookup_name != "isnull":
            raise TypeError(f"{self.name} is sealed and cannot be filtered by {lookup_name}; use its blind index")
        return super().get_lookup(lookup_name)


class BlindIndexField(models.CharField):
    """The searchable mark of a sealed text, filled by its room with crypto.blind_index."""

    def __init__(self, **options: Any):
        options.setdefault("max_length", 64)
        options.setdefault("db_index", True)
        options.setdefault("editable", False)
        super().__init__(**options)
