"""Courts: the fourteen courts, their tribunals and divisions, the calendar and settings each may edit.

Owns      Court, Tribunal, Division, HolidayRow, Setting.
Announces nothing.
Listens   nothing.
Law       law.case_numbers knows court codes; law.calendar takes the rows kept here.
"""
