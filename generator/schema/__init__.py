"""JSON Schemas of every source, made of the declarations that the loader reads by; for editors and other programs."""
