"""What the bench sounds like. The files are made by `python -m ui.sounds.make`, the same to the byte each time."""
