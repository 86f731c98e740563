"""The benchmark of searching: Gongkai beside Pagefind, Material's search and a complete lunr index, on the same items."""
