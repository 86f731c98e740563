"""Rules: from a project to problems."""
