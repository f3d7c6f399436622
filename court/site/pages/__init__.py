"""court dossier pages: labelled pictures of invented papers, to measure reading and sorting and to fill the demo.

blocks.py  what stands on a page    forms_*.py  the papers' words    faces.py  fonts    setting.py  blocks set as a picture with places
wear.py    what scanners and phones do to it    making.py  a set with labels.jsonl and batches.jsonl    command.py  the command
Everything follows from the seed. Nobody and nothing on the pages exists.
"""
