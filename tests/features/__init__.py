"""What users do, through the whole line."""
