"""Writes the facts of invented cases into an empty database and publishes nothing."""

import argparse

import django


def main() -> None:
    """Publishing them is what is measured."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    given = parser.parse_args()
    django.setup()
    from django.utils import timezone

    from cases.sampling.making import make_facts

    make_facts(given.cases, seed=given.seed, now=timezone.now())


if __name__ == "__main__":
    main()
