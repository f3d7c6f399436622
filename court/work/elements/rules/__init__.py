"""Rules that find elements in sentences: pure functions over patterns in data/*.yaml; no database, no case."""
