"""What is searched: one row for each thing that can be found. Its index is made beside it
(rules.search_table)."""

from typing import ClassVar

from django.db import models


class SearchText(models.Model):
    """Something that can be found, by its ``ref`` ("record/12", "indicator/5").

    ``page`` and ``args`` are the page that shows it, as view name and arguments. ``subject_words``,
    ``text_words`` and ``keys`` are what the database searches (rules.searching, rules.security).
    """

    agency = models.ForeignKey("office.Agency", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    ref = models.CharField(max_length=80, unique=True)
    page = models.CharField(max_length=100)
    args = models.JSONField(default=list)
    year = models.PositiveIntegerField(null=True)
    dated_on = models.DateField(null=True)
    security = models.CharField(max_length=20)
    subject = models.CharField(max_length=500)
    text = models.TextField(blank=True)
    subject_words = models.TextField()
    text_words = models.TextField(blank=True)
    keys = models.TextField()

    class Meta:
        """By what they are."""

        indexes: ClassVar = [models.Index(fields=["kind", "year"], name="search_kind_year")]

    def __str__(self) -> str:
        """What it is called."""
        return self.subject
