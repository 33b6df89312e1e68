"""What visits by need and joint planning are worth, over days that roll on, arm against arm."""
