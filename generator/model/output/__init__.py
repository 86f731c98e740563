"""Outputs: the files of the site to be, and who claims which path."""
