"""How gunicorn serves the tracker; it reads this file by itself from the project's folder.

Everything can be overridden on gunicorn's command line or by the variables named below.
"""

import os

from gunicorn.glogging import Logger

wsgi_app = "tracker.wsgi:application"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# Threads, so that one long export holds one thread and not a whole worker.
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "8"))
timeout = 60
control_socket_disable = True


class DiscreetLogger(Logger):
    """Writes no query strings: what somebody searched for is not kept, even when it fails.

    Nor what a request holds that is no HTTP, and whose it was: letters beyond ASCII in an address
    are enough for that.
    """

    def warning(self, msg, *args, **kwargs):
        if str(msg).startswith("Invalid request from ip="):
            msg = "A request was refused that is no valid HTTP"
        super().warning(msg, *args, **kwargs)

    def exception(self, msg, *args, **kwargs):
        discreet = [arg.split("?")[0] if isinstance(arg, str) else arg for arg in args]
        super().exception(msg, *discreet, **kwargs)


logger_class = DiscreetLogger
# Off unless ACCESS_LOG names a file (or "-" for the terminal), and then without readers' network
# addresses, query strings and referring pages.
accesslog = os.environ.get("ACCESS_LOG") or None
access_log_format = '%(t)s "%(m)s %(U)s" %(s)s %(B)s %(L)ss'


def when_ready(server):
    role = os.environ.get("TRACKER_ROLE") or "all"
    desk = "" if role == "public" else " (the desk at /admin/)"
    print(f"The tracker is served at http://{bind}/{desk}. Ctrl-C stops it.")
