"""The terminal explorer: asks `inyo.index.library`, draws, listens."""
