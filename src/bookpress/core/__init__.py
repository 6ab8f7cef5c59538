"""What every room knows: the edition, and what is the same in every format."""
