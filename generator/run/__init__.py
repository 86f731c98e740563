"""What a run does: building, judging, the checker's commands, the preview."""
