"""Small Qt widgets of our own."""
