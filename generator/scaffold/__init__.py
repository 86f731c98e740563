"""New files: a site, an item, a page, a report."""
