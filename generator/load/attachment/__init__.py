"""Content of the files that go out with items: strangers' data, read in processes with limits and kept by its bytes."""
