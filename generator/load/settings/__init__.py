"""Loading what a site and its regulation say about all of it: catalog, profile, labels, calendars, patterns."""
