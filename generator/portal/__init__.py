"""A portal over many bodies: a second, small compiler. It reads what the sites of bodies tell, and makes no page of an item."""
