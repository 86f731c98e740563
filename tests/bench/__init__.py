"""The benchmark: Gongkai beside Hugo on the same synthetic items, in the same run."""
