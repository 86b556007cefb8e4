"""What the tracker costs, beside the limit of the database and beside peers, in one run.

`python -m benchmarks` runs it, with requirements-bench.txt installed and wrk on the path. It sends
requests to 127.0.0.1 only and writes docs/benchmarks.md.
"""
