"""Import: the rows of sheets and the documents of an office become items of a site, as drafts; nothing is lost in silence."""
