"""Loading items: their sources, lists and sheets; names in the place of ids."""
