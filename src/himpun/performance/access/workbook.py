"""Who may ask for workbooks. Whose forms a person sees and fills in, each page decides."""

ACCESS_WORKBOOK = {
    "performance:workbook": "signed-in",
    "performance:workbook_file": "signed-in",
    "performance:workbook_apply": "signed-in",
}
