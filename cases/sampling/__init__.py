"""Invented cases in invented countries, as many as asked for: for benchmarks and for trying out."""
