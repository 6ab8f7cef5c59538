"""The website: its look, its search, and what it gives a student."""
