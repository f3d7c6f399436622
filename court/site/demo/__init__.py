"""The demo city: invented people and disputes, taken through the real acts on a simulated calendar.

names.py     people, companies, addresses — nobody real; ID numbers with a division code never allotted
disputes.py  what they fight about: claims, facts, evidence, findings, in the project's own words
cast.py      the court's people and the litigants one enters as
life.py      one case through its life, act by act
city.py      the whole demo: courts, cast, about 200 cases in every stage
"""
