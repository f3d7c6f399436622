"""The rehearsal: cases from a file of texts, each taken through its whole life over real HTTP as the right people.

sums.py      sums of money in Chinese text
asking.py    what a retold claim asks for, item by item
outcomes.py  how a text ends, and whether somebody appealed
rows.py      a row of the file made into a dispute, with a list of what had to be supplied
place.py     where a throw-away court lives: folder, port, settings
town.py      the court while it runs: cast, stand-ins, web, worker, and its clock
visitor.py   one person with a browser: pages, their forms, what they refuse
journey.py   one case under way, and what it counts
opening.py   from the phone to a judge
trial.py     service, answer, hearing
deciding.py  the end the text tells of: judgment, mediation, withdrawal, dismissal
appealing.py the appeal, passed upward, and its return
ending.py    service of the judgment, closing, effect, archive, the dossier as a file
runs.py      all cases step by step on one clock, and the report
"""
