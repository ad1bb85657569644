"""The hotel that these tests work in."""

from tests.support.house import hotel, hotel_url, house_folder, postgres_hotel, sqlite_template
from tests.support.shipped import great_hotel

__all__ = ["great_hotel", "hotel", "hotel_url", "house_folder", "postgres_hotel", "sqlite_template"]
