"""Import a provider's earlier records: spreadsheets are parsed, checked row by row and imported, and can be undone."""
