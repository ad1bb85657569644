"""Checklists as data and the plan as a function: ``plan(procedure, stay, hotel, now) -> tasks``."""
