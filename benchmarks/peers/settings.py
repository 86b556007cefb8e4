"""The tracker's settings without its middleware and addresses: what Django itself costs."""

from tracker.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.peers.urls"
MIDDLEWARE = []
