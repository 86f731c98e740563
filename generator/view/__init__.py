"""Views, the values that each page shows, and the slices of a content that they are made from."""
