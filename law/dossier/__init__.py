"""The dossier of a case: its catalogue and volumes, who may read it, its archive, and recordings of hearings."""
