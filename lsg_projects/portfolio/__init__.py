"""Ranking under ceilings for the budget commission: a proposal, never a decision."""
