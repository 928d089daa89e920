"""What travels between the rooms of the index: frozen, plain, without behaviour."""
