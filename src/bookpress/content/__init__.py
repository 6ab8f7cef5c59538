"""What authors write: boxes, exercises, terms, numbers of chapters, and the checks of all that."""
