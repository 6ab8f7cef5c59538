"""What each kind of node becomes: one class of visit methods for each field, put together in ``translator``."""
