"""Who may do what: researchers edit, editors also publish, withhold names and withdraw.

Both groups are made after each migration; an administrator only puts people into them.
"""

from typing import Any

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import connections
from django.utils.translation import gettext_lazy as _

RESEARCHERS = "Researchers"
EDITORS = "Editors"
# Custom rights, all on cases: codename and what it says.
RIGHTS = {
    "publish_case": _("Can publish a case"),
    "withdraw_case": _("Can withdraw a case"),
    "withhold_name": _("Can withhold a name"),
}
# What others hang on is deleted by editors only.
KEPT = {"case", "person", "organisation", "source"}


def may_publish(user: Any) -> bool:
    """Whether `user` may publish a case or take it back to draft."""
    return user.has_perm("cases.publish_case")


def may_withdraw(user: Any) -> bool:
    """Whether `user` may withdraw a published case for good."""
    return user.has_perm("cases.withdraw_case")


def may_withhold(user: Any) -> bool:
    """Whether `user` may withhold a name or show it again."""
    return user.has_perm("cases.withhold_name")


def make_groups(**kwargs: Any) -> None:
    """Make the rights and the two groups, or bring them up to date. Runs after each migration."""
    using = kwargs.get("using", "default")
    cases = installed.get_app_config("cases")
    tables = set(connections[using].introspection.table_names())
    if not {"auth_group", "django_content_type"} <= tables:
        return  # a migration part of the way
    # Django's own receiver may come after this one.
    create_permissions(cases, verbosity=0, using=using)
    Group = installed.get_model("auth", "Group")
    Permission = installed.get_model("auth", "Permission")
    ContentType = installed.get_model("contenttypes", "ContentType")
    models = {model._meta.model_name for model in cases.get_models() if hasattr(model, "history")}
    case = ContentType.objects.db_manager(using).get_for_model(installed.get_model("cases", "Case"))
    rights = [
        Permission.objects.using(using).get_or_create(
            codename=codename, content_type=case, defaults={"name": str(name)}
        )[0]
        for codename, name in RIGHTS.items()
    ]
    every = Permission.objects.using(using).filter(
        content_type__app_label="cases", content_type__model__in=models
    )
    editing = [
        one
        for one in every.exclude(codename__in=RIGHTS)
        if not (one.codename.startswith("delete_") and one.codename[7:] in KEPT)
    ]
    reading = Permission.objects.using(using).filter(
        content_type__app_label="cases", codename="view_sourceparagraph"
    )
    groups = Group.objects.using(using)
    groups.get_or_create(name=RESEARCHERS)[0].permissions.add(*editing, *reading)
    groups.get_or_create(name=EDITORS)[0].permissions.add(*every, *rights, *reading)
