"""django-import-export over the columns of cases.csv; tells the seconds and the MB it took."""

import resource
import sys
import time

import django


def main() -> None:
    """The first rows, as many as the command line says."""
    rows = int(sys.argv[1])
    django.setup()
    from import_export import resources

    from benchmarks.peers.fields import FIELDS
    from cases.publication.models import PublishedCase

    class CaseResource(resources.ModelResource):
        """The same columns as ours."""

        class Meta:
            model = PublishedCase
            fields = FIELDS

    CaseResource().export(PublishedCase.objects.order_by("pk")[:1])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    text = CaseResource().export(PublishedCase.objects.order_by("pk")[:rows]).csv
    seconds = time.perf_counter() - started
    if text.count("\n") < rows:
        raise SystemExit(f"{text.count(chr(10))} lines of {rows}")
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(seconds, grown / 1000)


if __name__ == "__main__":
    main()
