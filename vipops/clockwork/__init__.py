"""What time does by itself, in a process of its own: letters, the day's turn, unfinished work."""
