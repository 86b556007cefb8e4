"""Two PostgreSQL servers of a test's own, primary and hot standby, and sites that read them."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psycopg2

ROOT = Path(__file__).resolve().parent.parent.parent
_PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: int(one.parent.name))
_CONFIGURATION = """
listen_addresses = '127.0.0.1'
unix_socket_directories = '{folder}'
fsync = off
wal_level = replica
wal_receiver_status_interval = 1
"""
# Answers one path a line with one line of JSON.
_SITE = """
import json, sys, django
django.setup()
from django.test import Client
client = Client(HTTP_HOST="localhost", raise_request_exception=False)
for line in sys.stdin:
    response = client.get(line.strip())
    body = response.getvalue().decode()
    told = {"status": response.status_code, "body": body, **response.headers}
    print(json.dumps(told), flush=True)
"""


def as_postgres(*command):
    """Runs a program of PostgreSQL, which refuses to run as root, under its own user then."""
    whose = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    program = [str(_PROGRAMS[-1] / command[0]), *map(str, command[1:])]
    # What a server writes goes to its log; a pipe would be held open by it.
    subprocess.run([*whose, *program], check=True, cwd="/", stdout=subprocess.DEVNULL, timeout=60)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_served(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_for(told, what, seconds=30, step=0.2):
    """Asks every `step` seconds until `what` is true of what is told; returns that."""
    until = time.monotonic() + seconds
    while not what(found := told()):
        assert time.monotonic() < until, found
        time.sleep(step)
    return found


class Server:
    """One PostgreSQL in a folder of its own."""

    def __init__(self, folder):
        self.data, self.folder = folder / "data", folder
        self.port = free_port()

    def start(self):
        options = f"-p {self.port}"
        as_postgres("pg_ctl", "-D", self.data, "-w", "-l", self.folder / "log", "-o", options,
                    "start")  # fmt: skip

    def stop(self):
        as_postgres("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")

    def url(self, role="postgres", password=""):
        who = f"{role}:{password}" if password else role
        return f"postgres://{who}@127.0.0.1:{self.port}/tracker"

    def run(self, statement, database="tracker"):
        connection = psycopg2.connect(
            host="127.0.0.1", port=self.port, user="postgres", dbname=database
        )
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
            rows = cursor.fetchall() if cursor.description else []
        connection.close()
        return rows


class Pair:
    """A primary with the record of a sample, and a standby that follows it."""

    def __init__(self):
        self._folder = Path(tempfile.mkdtemp(prefix="tracker-pair-", dir="/tmp"))
        for name in ("primary", "standby"):
            (self._folder / name).mkdir()
        if os.geteuid() == 0:
            for path in (self._folder, *self._folder.iterdir()):
                shutil.chown(path, "postgres", "postgres")
        self.primary = Server(self._folder / "primary")
        self.standby = Server(self._folder / "standby")
        as_postgres("initdb", "-D", self.primary.data, "-U", "postgres", "-A", "trust", "-E",
                    "UTF8", "--no-sync")  # fmt: skip
        for server in (self.primary, self.standby):
            told = _CONFIGURATION.format(folder=server.folder)
            (server.folder / "own.conf").write_text(told)
        with (self.primary.data / "postgresql.conf").open("a") as file:
            file.write(f"include '{self.primary.folder / 'own.conf'}'\n")
        self.primary.start()
        self.primary.run("CREATE DATABASE tracker", database="postgres")

    def follow(self):
        """Make the standby of the primary as it is now, and start it."""
        source = ["-h", "127.0.0.1", "-p", self.primary.port, "-U", "postgres"]
        as_postgres("pg_basebackup", "-D", self.standby.data, *source, "-R", "-c", "fast")
        self.standby.start()

    def end(self):
        for server in (self.standby, self.primary):
            with suppress(subprocess.CalledProcessError):
                server.stop()
        shutil.rmtree(self._folder)


def environment(**more):
    return {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
        "SECRET_KEY": "only-for-this-test",
        # Pages find their stylesheet without a manifest.
        "DEBUG": "1",
        **more,
    }


def manage(*command, **told):
    """What a command of the project prints."""
    answer = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=environment(**told), check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    return answer.stdout


class Site:
    """A process of the public half."""

    def __init__(self, **told):
        self._process = subprocess.Popen(
            [sys.executable, "-c", _SITE], cwd=ROOT, text=True,
            env=environment(TRACKER_ROLE="public", **told),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def get(self, path):
        self._process.stdin.write(f"{path}\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def end(self):
        self._process.stdin.close()
        self._process.wait(15)
        self._process.stdout.close()
