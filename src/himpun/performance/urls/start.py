"""The address at which performance data begin."""

from django.urls import path

from himpun.performance.views import start

urlpatterns = [path("", start.home, name="home")]
