"""Archives: closing checks, the archive package with its manifest and signature, retention (归档).

Owns      Archive; checks(), make_package(), verify_package().
Announces nothing itself; archive_case is an act of the case.
Listens   archive_case asks for the package.
Law       law.dossier.archive gives class and end of retention; 立卷归档办法 the order of papers.
"""
