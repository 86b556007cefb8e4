"""Pictures of pages, small enough to be kept: WebP, which the browser writes itself."""

import base64
from pathlib import Path
from typing import Any

# Of 100; letters stay sharp, and a page of text takes some 30 kB.
QUALITY = 0.5
_TO_WEBP = """async ([png, quality]) => {
    const bytes = Uint8Array.from(atob(png), letter => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], {type: 'image/png'}));
    const canvas = new OffscreenCanvas(image.width, image.height);
    canvas.getContext('2d').drawImage(image, 0, 0);
    const blob = await canvas.convertToBlob({type: 'image/webp', quality});
    const written = new Uint8Array(await blob.arrayBuffer());
    let text = '';
    written.forEach(byte => { text += String.fromCharCode(byte); });
    return btoa(text);
}"""


def take(page: Any, converter: Any, path: Path, *, tallest: int) -> None:
    """A picture of `page` from its top, at most `tallest` high; `converter` is any page that runs
    scripts."""
    size = page.viewport_size
    high = min(tallest, page.locator("body").bounding_box()["height"])
    png = page.screenshot(
        full_page=True,
        animations="disabled",
        clip={"x": 0, "y": 0, "width": size["width"], "height": max(high, 200)},
    )
    written = converter.evaluate(_TO_WEBP, [base64.b64encode(png).decode(), QUALITY])
    path.write_bytes(base64.b64decode(written))
