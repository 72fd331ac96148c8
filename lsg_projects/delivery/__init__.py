"""Delivery after approval: milestones met, contracts, payments, revenue received, words of the quarter."""
