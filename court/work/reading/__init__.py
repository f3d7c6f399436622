"""Reading a dossier: the viewer, its search, own bookmarks.

Owns      bookmarks and the place where somebody left off.
"""
