"""Raw bytes to what the code is, and to what is meant by it on this bench now."""
