"""The world outside: property-management systems, files, papers, signing, messages."""
