"""Lists that an administrator brings in as CSV: rooms, people."""
