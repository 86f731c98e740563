"""What each page shows, as values: views, and the slices of a content that they are made from."""
