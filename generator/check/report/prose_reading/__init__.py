"""Reading the prose of reports: the numbers in it, what they mean, and whether the tables say so."""
