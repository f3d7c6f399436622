"""Kills at random points of the main acts: web and worker as they ship, over HTTP, against a database file or server.

points.py     the random points: statements, commits, files made durable; a child kills itself at one of them
hook/         what makes a child count its points: found by Python before the court's own program starts
patient.py    a browser that repeats what broke off, as its user would: the same form with the same key
counting.py   everything there is in the court, counted; what an act added, and what must be true at all times
hurt.py       the court under kills: its children, where the next kill strikes, how long until it was back
acts.py       filing, docketing, paying, issuing, each killed on its way
__main__.py   the whole proof in a process of its own, with the settings of a throw-away court
"""
