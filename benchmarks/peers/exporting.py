"""django-import-export over the columns of cases.csv; tells the seconds and the MB it took."""

import sys
import time

import django

from benchmarks import memory


def main() -> None:
    """The first rows, as many as the command line says; of one country, where it names one."""
    rows, country = int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else ""
    django.setup()
    from import_export import resources

    from benchmarks.peers.fields import FIELDS
    from cases.publication.models import PublishedCase

    class CaseResource(resources.ModelResource):
        """The same columns as ours."""

        class Meta:
            model = PublishedCase
            fields = FIELDS

    chosen = PublishedCase.objects.order_by("pk")
    if country:
        chosen = chosen.filter(country_code=country)
    CaseResource().export(chosen[:1])
    before = memory.count_anew()
    started = time.perf_counter()
    text = CaseResource().export(chosen[:rows]).csv
    seconds = time.perf_counter() - started
    if text.count("\n") < rows:
        raise SystemExit(f"{text.count(chr(10))} lines of {rows}")
    print(seconds, (memory.peak() - before) / 1e6)


if __name__ == "__main__":
    main()
