"""Tasks: what somebody is expected to do, opened and closed by acts.

Owns      Task.
Announces nothing.
Listens   acts open and close tasks in their own transaction, never from the browser.
"""
