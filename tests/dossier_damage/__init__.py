"""Planted damages of dossiers: `python -m tests.dossier_damage --count 200`; each is found and named by `court dossier verify`."""
