"""The numbers of a report: facts read once, and pure arithmetic on them. Amounts are tiyn, shares are percent."""
