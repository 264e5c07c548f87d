"""Who may ask for which page, one file a topic. Whose figures a person sees, each page decides; it
answers 404 for the others."""

from himpun.performance.access.agreement import ACCESS_AGREEMENT
from himpun.performance.access.catalogue import ACCESS_CATALOGUE
from himpun.performance.access.checking import ACCESS_CHECKING
from himpun.performance.access.collecting import ACCESS_COLLECTING
from himpun.performance.access.recap import ACCESS_RECAP
from himpun.performance.access.start import ACCESS_START
from himpun.performance.access.workbook import ACCESS_WORKBOOK

ACCESS = {
    **ACCESS_START,
    **ACCESS_CATALOGUE,
    **ACCESS_AGREEMENT,
    **ACCESS_CHECKING,
    **ACCESS_RECAP,
    **ACCESS_COLLECTING,
    **ACCESS_WORKBOOK,
}
