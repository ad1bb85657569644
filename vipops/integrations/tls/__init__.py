"""HTTPS on the hotel's own network: a local authority, the server's certificate, what tablets need."""
