"""Performance data: indicators, agreements, forms, checks, recap."""
