"""What a person at the desk may do: each action checks the role, calls the line or the store."""
