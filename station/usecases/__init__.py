"""One verb a file, one transaction; returns an Outcome or raises Refused."""
