"""HTTP: JSON under /api, page shells, sessions, headers, problems."""
