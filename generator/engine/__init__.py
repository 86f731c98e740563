"""The engine that puts authored pages and shells into the frame of the site, behind a seam; style and scripts."""
