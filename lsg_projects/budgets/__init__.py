"""The settlement's own (4th-level) budget: plan versions, contradictions of acts, own revenue, ceilings."""
