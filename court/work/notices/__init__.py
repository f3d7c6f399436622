"""Notices: the court's standard papers that acts produce — notices, forms, certificates.

Owns      the templates under documents/ and the facts that fill them; no tables.
Announces nothing.
Listens   definitions name these papers; the dossier typesets, seals and files them.
Law       periods printed on a notice come from the same rules that run the clocks.
"""
