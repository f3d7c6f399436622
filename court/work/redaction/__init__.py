"""Redaction: boxes and words burnt out of a copy, confirmed by a second person; seal and unseal of papers.

Owns      redactions in the making and their decisions.
"""
