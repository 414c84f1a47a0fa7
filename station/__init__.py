"""The core of Larets: what a packing bench does. No Qt, no wires."""
