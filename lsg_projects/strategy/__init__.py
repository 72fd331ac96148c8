"""Results by period and monitoring frames: what is measured, who has approved it, what it comes to."""
