"""ClamAV (clamd) as the scanner of files: client, stand-in. See README.md for the protocol."""
