"""Outside: one folder a system, with the client that speaks its real protocol and a stand-in that answers it.

Owns      the adapters of the ports; the wire (allow-list, time-outs, breaker); the stand-ins.
Announces nothing.
Listens   to nothing. Rooms never import from here: they ask court.ports.registry.
"""
