"""What the commands of the keymap do, by subject. Each class works on the app's state and asks the library."""
