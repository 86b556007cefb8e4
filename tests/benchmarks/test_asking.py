"""What wrk prints, and answers of a small server."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from benchmarks.asking import Refused, Unanswered, ask, read_wrk, times

PRINTED = """Running 3s test @ http://127.0.0.1:8000
  1 threads and 16 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     5.18ms    1.02ms  20.01ms   90.00%
  Latency Distribution
     50%  950.00us
     75%    5.60ms
     90%    6.30ms
     99%    1.20s
  9200 requests in 3.00s, 1.20MB read
Requests/sec:   3066.66
Transfer/sec:    409.60KB
"""


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        found = self.path.startswith("/rows")
        self.send_response(200 if found else 404)
        self.send_header("ETag", '"a"')
        self.end_headers()
        self.wfile.write(b"one\ntwo\nthree\n")

    def log_message(self, *args):
        """Nothing is printed."""


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as made:
        thread = threading.Thread(target=made.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{made.server_port}"
        made.shutdown()
        thread.join()


def test_rate_and_percentiles_are_read_in_ms():
    found = read_wrk(PRINTED)
    assert (found.rate, found.p50, found.p99) == pytest.approx((3066.66, 0.95, 1200))


def test_wrong_answers_are_refused():
    with pytest.raises(Refused, match="responses: 1"):
        read_wrk(PRINTED + "  Non-2xx or 3xx responses: 1\n")


@pytest.mark.parametrize("errors", ["connect 1, read 0, write 0", "connect 0, read 2, write 0"])
def test_lost_connections_are_refused_and_late_answers_are_not(errors):
    with pytest.raises(Refused, match=errors):
        read_wrk(f"{PRINTED}  Socket errors: {errors}, timeout 0\n")
    late = f"{PRINTED}  Socket errors: connect 0, read 0, write 0, timeout 3\n"
    assert read_wrk(late).rate > 0


def test_silence_is_a_bound_and_a_closed_door_is_none():
    silent = PRINTED.replace("9200 requests", "0 requests")
    with pytest.raises(Unanswered, match="nothing was answered in 3 s") as raised:
        read_wrk(silent)
    assert raised.value.bound.rate == pytest.approx(1 / 3, rel=0.01)
    assert raised.value.bound.p50 == pytest.approx(3000, rel=0.01)
    with pytest.raises(Refused) as refused:
        read_wrk(f"{silent}  Socket errors: connect 16, read 0, write 0, timeout 0\n")
    assert not isinstance(refused.value, Unanswered)


def test_no_word_at_all_is_refused():
    with pytest.raises(Refused, match="said nothing"):
        read_wrk("")


def test_answer_is_read_to_its_end(server):
    answer = ask(f"{server}/rows?country=ZZ")
    assert (answer.status, answer.size, answer.lines, answer.etag) == (200, 14, 3, '"a"')
    assert answer.encoding == ""
    assert 0 < answer.first_byte <= answer.total


def test_times_are_of_good_answers_only(server):
    assert len(times([f"{server}/rows"], least_seconds=0)) == 10
    with pytest.raises(Refused, match="404"):
        times([f"{server}/elsewhere"], least_seconds=0)
