"""The pages of the desk: each reads widgets, calls the desk, draws the answer."""
