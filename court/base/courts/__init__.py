"""Courts: the fourteen courts, their tribunals and divisions, the calendar and settings each may edit.

Owns      Court, Tribunal, Division, HolidayRow, HolidayYear, Setting, SettingChange, DemoMark; the court's clock and calendar.
Announces calendar.changed, setting.proposed, setting.changed, setting.refused, setting.withdrawn (stream court:<code>).
Listens   nothing.
Law       law.case_numbers knows court codes; law.calendar takes the rows kept here.
"""
