"""OFD (GB/T 33190): its pages, its resources, and what nobody sees of it."""
