"""Documents, Japanese and search: no terminal, importable and useful alone."""
