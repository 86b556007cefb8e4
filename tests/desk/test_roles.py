"""The groups of the desk and what their members may do."""

import pytest
from django.contrib.auth.models import Group

from cases.desk.roles import EDITORS, RESEARCHERS, make_groups


def rights(group):
    return set(Group.objects.get(name=group).permissions.values_list("codename", flat=True))


@pytest.mark.django_db
def test_researchers_edit_and_do_not_publish():
    found = rights(RESEARCHERS)
    assert {"add_event", "change_case", "delete_eventcitation", "view_source"} <= found
    assert not {"publish_case", "withdraw_case", "withhold_name", "delete_case"} & found


@pytest.mark.django_db
def test_editors_may_all_that_researchers_may_and_publish():
    assert rights(RESEARCHERS) < rights(EDITORS)
    assert {"publish_case", "withdraw_case", "withhold_name"} <= rights(EDITORS)


@pytest.mark.django_db
def test_groups_say_nothing_about_accounts_or_seed_records():
    assert not any("user" in right or "seed" in right for right in rights(EDITORS))


@pytest.mark.django_db
def test_making_the_groups_again_changes_nothing():
    before = rights(EDITORS)
    make_groups()
    assert rights(EDITORS) == before
    assert Group.objects.count() == 2
