"""The headers that Django does not set itself: security, and that the desk is kept nowhere."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

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
        is_desk = request.path_info.startswith("/admin/")
        policy = DESK_CONTENT_SECURITY_POLICY if is_desk else CONTENT_SECURITY_POLICY
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if is_desk:
            response.headers["Cache-Control"] = "private, no-store"
        return response
