"""PyVRP: the engine that is quick at the rules that it knows."""
