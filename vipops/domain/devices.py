"""The kinds of devices that people of the house hold in their hands."""

import re
from enum import StrEnum


class Device(StrEnum):
    """By the system they run, because each system has its own way to trust an authority."""

    APPLE_TOUCH = "apple_touch"
    ANDROID = "android"
    WINDOWS = "windows"
    MAC = "mac"
    CHROME_OS = "chrome_os"
    LINUX = "linux"


# The first that matches: Android calls itself Linux too, and a phone may say that it is like a Mac.
_SIGNS = (
    (re.compile(r"iPad|iPhone|iPod"), Device.APPLE_TOUCH),
    (re.compile(r"CrOS"), Device.CHROME_OS),
    (re.compile(r"Android"), Device.ANDROID),
    (re.compile(r"Windows"), Device.WINDOWS),
    (re.compile(r"Macintosh|Mac OS X"), Device.MAC),
    (re.compile(r"Linux|X11"), Device.LINUX),
)


def device_of(user_agent: str) -> Device:
    """The device that a browser says it runs on; an iPad where it says nothing known.

    An iPad in its usual setting says that it is a Mac: only a script can tell, by its touch screen.
    """
    return next((device for sign, device in _SIGNS if sign.search(user_agent)), Device.APPLE_TOUCH)
