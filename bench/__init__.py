"""How long our pages take beside bare Django pages of the same data, under one server: `make bench`."""
