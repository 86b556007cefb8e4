"""The Django project: settings, addresses, security headers. No rule about cases lives here."""
