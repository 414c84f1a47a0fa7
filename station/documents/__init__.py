"""What is printed: labels, acts and sheets (facts to bytes)."""
