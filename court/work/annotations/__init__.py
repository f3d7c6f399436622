"""Margin notes on papers, quotations into drafts, and leading others through the papers in a hearing.

Owns      annotations (private or the panel's), presentations.
"""
