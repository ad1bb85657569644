"""The hotel that these tests work in."""

from tests.support.house import hotel, hotel_url, house_folder, postgres_hotel, sqlite_template

__all__ = ["hotel", "hotel_url", "house_folder", "postgres_hotel", "sqlite_template"]
