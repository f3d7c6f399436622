"""Reading a dossier (阅卷): the viewer on both faces, its outline, search with marked hits, own bookmarks, players, print.

Owns      Bookmark, LastPlace (where somebody left off), Turn (how somebody turned a paper), PageSizes (known of a file).
Announces nothing: what one person marks for oneself is no business of the case; looks go to the record of reads.
Listens   nothing; other rooms put their tabs in by wiring.reader_tab().
Guards    S12, S15, S25: one question to may() and one line in the record of reads for every page that leaves.
"""
