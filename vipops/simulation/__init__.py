"""A week of the house in a minute: simulated guests and staff at the real services, checked every hour."""
