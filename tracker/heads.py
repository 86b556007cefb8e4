"""Answers to HEAD: what a GET would say of itself, without what it would say."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase


class HeadMiddleware:
    """Empties an answer to HEAD and leaves the length that its body had.

    Servers drop such a body too, but gunicorn warns of each. Streams see to it themselves.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "HEAD" and isinstance(response, HttpResponse):
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        return response
