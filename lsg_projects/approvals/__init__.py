"""Approval: routes, processes, tasks and decisions."""
