"""The views of the exports: a record for each file for machines."""
