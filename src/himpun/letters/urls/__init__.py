"""Addresses of papers, one file a topic; whoever may not see an agency finds none."""

from django.urls import URLPattern

from himpun.letters.urls import keys, letterhead, numbers, papers, sending, templates

app_name = "letters"

urlpatterns: list[URLPattern] = [
    *keys.urlpatterns,
    *letterhead.urlpatterns,
    *numbers.urlpatterns,
    *sending.urlpatterns,
    *templates.urlpatterns,
    *papers.urlpatterns,
]
