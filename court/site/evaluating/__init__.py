"""court dossier evaluate: how well labelled pictures of pages are read, turned, sorted, split and their fields found.

labelled.py  the set: labels.jsonl, batches.jsonl and the pictures    eyes.py    a picture read, with its cost, kept
fieldmarks.py  fields found against fields labelled                  figures.py  all figures    report.py  what is printed
"""
