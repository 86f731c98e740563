"""From text to a folder any static file server can host."""
