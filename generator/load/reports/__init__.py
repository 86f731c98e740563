"""Loading annual reports and the registers their figures come from."""
