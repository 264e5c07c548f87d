"""Who asks for a page, about which agency, and when."""

from himpun.office import asking

asked = asking.asked("monitoring", asking.Asked)
asked_here = asking.asked_here("monitoring", asking.AskedHere)
