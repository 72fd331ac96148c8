"""PDF reports: kinds, runs, editions, schedules, and the check of what was issued."""
