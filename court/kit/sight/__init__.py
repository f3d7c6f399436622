"""Reads pictures of pages: even light, the right way up, lines in reading order. Knows no court.

`page.read(image)` gives the lines with their places and how sure each is. One thread a process.
"""
