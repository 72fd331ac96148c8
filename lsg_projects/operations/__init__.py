"""What the operator's commands do: the check of the machine, the demonstration, backup, synthetic data."""
