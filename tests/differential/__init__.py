"""The test of the product: every reading agrees with the reference, on random definitions, worlds and instants."""
