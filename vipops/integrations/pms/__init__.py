"""Reservations from property-management systems: bytes in, typed reservations or refused rows out."""
