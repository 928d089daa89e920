"""The terminal explorer: asks `index.library`, draws, listens."""
