"""Who may ask for workbooks. Whose forms and catalogues
a person sees, and which of them they change, each page decides."""

ACCESS_WORKBOOK = {
    "performance:catalogue_sheet": "signed-in",
    "performance:catalogue_sheet_file": "signed-in",
    "performance:catalogue_sheet_apply": "signed-in",
    "performance:workbook": "signed-in",
    "performance:workbook_file": "signed-in",
    "performance:workbook_apply": "signed-in",
}
