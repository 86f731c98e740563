"""Every system call of a build fails once: the site stays whole, and nothing that is not true is said of it."""
