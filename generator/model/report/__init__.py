"""Annual reports: their forms, their figures, and what is written in both."""
