"""Qt screens: show_state(state) and signals, no business."""
