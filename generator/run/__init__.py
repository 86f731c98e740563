"""The runs: building, judging, the checker's commands, the preview."""
