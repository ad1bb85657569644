"""Read shapes for screens. Every query asks the permission table and is scoped by property."""
