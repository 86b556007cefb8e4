"""What guards the answers: headers that Django does not set itself, and that the desk is kept
nowhere and the public pages know no reader."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware

_EVERYWHERE = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
CONTENT_SECURITY_POLICY = _EVERYWHERE
# Only the desk runs scripts, and only from our own address; its autocomplete calls home.
DESK_CONTENT_SECURITY_POLICY = f"{_EVERYWHERE}; script-src 'self'; connect-src 'self'"
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class SecurityHeadersMiddleware:
    """Adds the content security policy and the permissions policy to every answer; what the desk
    shows stays in no cache, the browser's own included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_desk = _is_desk(request)
        policy = DESK_CONTENT_SECURITY_POLICY if is_desk else CONTENT_SECURITY_POLICY
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if is_desk:
            response.headers["Cache-Control"] = "private, no-store"
        return response


class DeskCsrfMiddleware(CsrfViewMiddleware):
    """Django's guard against forged forms, for the desk alone.

    The public pages have no forms to send. Guarded, they would refuse a POST with an answer that
    is not theirs, and give a cookie to whoever sends one that is broken.
    """

    def process_request(self, request: HttpRequest) -> None:
        if _is_desk(request):
            super().process_request(request)

    def process_view(
        self,
        request: HttpRequest,
        callback: Callable[..., HttpResponseBase],
        callback_args: tuple[Any, ...],
        callback_kwargs: dict[str, Any],
    ) -> HttpResponseForbidden | None:
        if not _is_desk(request):
            return None
        return super().process_view(request, callback, callback_args, callback_kwargs)

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        return super().process_response(request, response) if _is_desk(request) else response


def _is_desk(request: HttpRequest) -> bool:
    return request.path_info.startswith("/admin/")
