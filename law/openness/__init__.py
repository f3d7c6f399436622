"""Openness: process information to the parties, judgments online, masking of names and data, hearing broadcasts."""
