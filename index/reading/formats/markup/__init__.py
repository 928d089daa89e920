"""HTML and XHTML: text → tree → blocks, the main text of a page, what a page tells of itself."""
