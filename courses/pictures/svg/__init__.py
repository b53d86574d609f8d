"""A drawing as it may be kept and served: see `cleaning`."""
