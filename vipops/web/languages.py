"""Which language a page speaks: the person's own, else what the browser asks for."""

from flask import Flask, g, request
from flask_babel import Babel

from vipops.enums import Language

LOCALES = {Language.ZH: "zh_Hans_CN", Language.EN: "en"}


def register(app: Flask) -> None:
    Babel(app, locale_selector=_locale, default_translation_directories="translations")


def _locale() -> str:
    chosen = g.signed.language if "signed" in g else request.accept_languages.best_match(["zh", "en"], "zh")
    return LOCALES.get(Language(chosen), "en")
