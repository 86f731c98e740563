"""Rules on the files that go out."""
