"""No content is destroyed that any app needs: each tells the archive which files are its own."""

import pytest
from django.apps import apps
from django.conf import settings
from django.utils.module_loading import import_string

from himpun.archive.queries.uses import uses_of

OF_THE_STORE = {"archive"}


def test_every_app_that_keeps_files_tells_which() -> None:
    """A table that refers to stored files, in an app whose function is not asked, would lose them
    or keep them from being destroyed without a word."""
    stored = apps.get_model("archive", "StoredFile")
    keepers = {
        model._meta.app_label
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.related_model is stored and field.concrete
    }
    told = {name.split(".")[1] for name in settings.HIMPUN_FILE_USES}
    assert keepers - OF_THE_STORE == told
    assert len(told) >= 3


@pytest.mark.django_db
def test_each_of_them_answers() -> None:
    assert uses_of([1, 2]) == []
    for name in settings.HIMPUN_FILE_USES:
        assert import_string(name)([1]) == []
