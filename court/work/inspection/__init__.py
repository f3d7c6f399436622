"""Online reading of dossiers by lawyers and parties on request (网上阅卷): asked, decided, timed, marked, logged.

Owns      requests to read, their decisions and what was opened under them.
"""
