"""Annual reports as pages, documents and figures."""
