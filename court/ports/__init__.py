"""Ports: what the court asks of outside systems, in the court's words.

Owns      a Protocol and a failure for each outside system; the breaker; the registry that says who answers.
Announces nothing.
Listens   to nothing. The adapters in court/outside are provided at start-up by court/site.
"""
