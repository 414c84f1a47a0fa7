"""No Qt: an Outcome becomes one frozen ScreenState."""
