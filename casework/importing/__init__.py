"""Taking in what a provider had before: spreadsheets are read, checked row by row, taken in, and may be undone."""
