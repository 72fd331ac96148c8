"""What leaves the register as data: JSON, tables, the feed, and the description of the interface."""
