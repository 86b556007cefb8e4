"""Which answers are compressed here. Static files come compressed already, from WhiteNoise."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class PageCompressionMiddleware(GZipMiddleware):
    """Compresses whole pages and leaves streams alone.

    A streamed export would be slowed several times and its first byte held back; who wants it
    small puts a proxy in front or takes the ready-made archive.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.streaming:
            return response
        return super().process_response(request, response)
