"""A Varnish of a test's own, the site behind it under gunicorn, and a site that plays its part."""

import http.client
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

from tests.scaling.servers import ROOT, environment, free_port, is_served, wait_for

# Not everybody's PATH leads to what administrators run.
VARNISHD = shutil.which("varnishd", path=f"{os.environ['PATH']}:/usr/sbin")
VCL = ROOT / "docs" / "scaling" / "varnish.vcl"


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: str

    @property
    def was_kept(self):
        """Varnish names the request that brought a kept answer beside the one it answers."""
        return " " in self.headers["X-Varnish"]


def ask(port, path, method="GET", **headers):
    """What is answered at a port; `Accept_Language` gives the header Accept-Language."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers=named)
    response = connection.getresponse()
    answer = Answer(response.status, dict(response.headers), response.read().decode())
    connection.close()
    return answer


class Varnish:
    """The configuration of the documentation in front of a port; `edit` changes its text."""

    def __init__(self, behind, edit=str, megabytes=16):
        assert VARNISHD, "on Debian: apt-get install varnish varnish-modules"
        # Its socket's name must be short.
        self._folder = Path(tempfile.mkdtemp(prefix="tracker-varnish-", dir="/tmp"))
        told = VCL.read_text().replace('.port = "8000"', f'.port = "{behind}"')
        file = self._folder / "tracker.vcl"
        file.write_text(edit(told))
        self.port = free_port()
        command = [VARNISHD, "-F", "-j", "none", "-T", "none", "-s", f"malloc,{megabytes}m",
                   "-n", str(self._folder / "work"), "-a", f"127.0.0.1:{self.port}",
                   "-f", str(file)]  # fmt: skip
        self._process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        wait_for(lambda: is_served(self.port), bool)

    def ask(self, path, method="GET", **headers):
        return ask(self.port, path, method, **headers)

    def forget(self, tags):
        return self.ask("/", "PURGE", Surrogate_Key=tags)

    def end(self):
        self._process.terminate()
        self._process.wait(15)
        shutil.rmtree(self._folder)


class Gunicorn:
    """The public half as it is deployed, over a database."""

    def __init__(self, **told):
        self.port = free_port()
        told = {"PORT": str(self.port), "TRACKER_ROLE": "public", **told}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--no-control-socket"], cwd=ROOT,
            env=environment(**told), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        wait_for(lambda: is_served(self.port), bool)

    def end(self):
        self._process.terminate()
        self._process.wait(15)


class Played(ThreadingHTTPServer):
    """A site that answers with what it is asked in `headers`, and keeps every request's."""

    def __init__(self):
        self.status, self.headers, self.asked = 200, {}, []
        self.begun, self.may_answer = threading.Event(), threading.Event()
        self.may_answer.set()
        super().__init__(("127.0.0.1", 0), _Play)
        self._thread = threading.Thread(target=self.serve_forever)
        self._thread.start()

    def end(self):
        self.may_answer.set()
        self.shutdown()
        self._thread.join()
        self.server_close()


class _Play(BaseHTTPRequestHandler):
    def do_GET(self):
        site = self.server
        body = f"answer {len(site.asked)}".encode()
        site.asked.append((self.path, dict(self.headers)))
        status, headers = site.status, site.headers
        site.begun.set()
        site.may_answer.wait(20)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass
