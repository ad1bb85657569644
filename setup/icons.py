"""Draws the installed app's icons from static/icons/vipops.svg. Run after the drawing has changed.

`.venv/bin/python setup/icons.py` writes static/icons/app-*.png; they are part of the repository.
"""

from io import BytesIO
from pathlib import Path

import pypdfium2
import weasyprint

ICONS = Path(__file__).resolve().parent.parent / "static" / "icons"
# A maskable icon is cut to the system's shape: the drawing keeps to the middle, its ground fills the square.
SIZES = {"app-192.png": (192, 0), "app-512.png": (512, 0), "app-maskable-512.png": (512, 60)}
GROUND = "#211d17"


def main() -> None:
    drawing = (ICONS / "vipops.svg").as_uri()
    for name, (size, margin) in SIZES.items():
        ground = GROUND if margin else "transparent"
        page = (
            f"<style>@page {{ size: {size}px; margin: 0; background: {ground} }} body {{ margin: 0 }}"
            f"img {{ display: block; width: {size - 2 * margin}px; margin: {margin}px }}</style>"
            f'<img src="{drawing}">'
        )
        pdf = weasyprint.HTML(string=page).write_pdf()
        # A CSS pixel is 3/4 of a PDF's point.
        picture = pypdfium2.PdfDocument(BytesIO(pdf))[0].render(
            scale=4 / 3, fill_color=(0, 0, 0, 0), maybe_alpha=True
        )
        picture.to_pil().save(ICONS / name, optimize=True)
        print(f"static/icons/{name}")


if __name__ == "__main__":
    main()
