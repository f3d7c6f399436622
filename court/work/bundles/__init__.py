"""Bundles: chosen papers as one PDF with cover, contents, page labels that never change, bookmarks, watermark.

Owns      bundle jobs and their editions.
"""
