"""Loading standard catalogs: tables of matters as people fill them in."""
