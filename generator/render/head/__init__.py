"""The head of a page: what machines are told of it and of its site."""
