"""Archives: closing checks, the package with manifest, signature and time stamp, and its life until disposal (归档、档案).

Owns      Archive and its package; Inquiry and Print (档案自助查询), Loan (借阅), Disposal (鉴定销毁).
Announces nothing itself; archive_case is an act of the case; entries of archive:, inquiry:, loan:, disposal: streams.
Listens   archive_case asks for the package.
Law       law.dossier.archive gives class and end of retention; 立卷归档办法 the order of papers; law.openness what is public.
"""
