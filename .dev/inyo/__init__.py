"""inyo: search and who said what in collections of Japanese documents."""
