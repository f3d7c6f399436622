"""Two courts on one machine: the second does not fight for the ports of the first one's stand-ins."""

import socket
from contextlib import suppress

from court.outside.rehearsal import PORTS
from court.site.commands.run import standins


def test_stand_ins_take_any_ports_where_another_court_has_theirs():
    with socket.socket() as another:
        another.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with suppress(OSError):  # a court runs here already, which is the case in question
            another.bind(("127.0.0.1", PORTS["sms"]))
            another.listen()
        assert standins() == ["standins", "--any-ports"]
