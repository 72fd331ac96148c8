"""What a passport still owes before it may be sent for approval and before it may be published."""

from lsg_projects.domain.completeness.gap import Gap, Rules, blocking
from lsg_projects.domain.completeness.gate import gaps, state_of_steps
from lsg_projects.domain.completeness.papers import Paper, owed
from lsg_projects.domain.completeness.unusual import Remark, remarks

__all__ = ["Gap", "Paper", "Remark", "Rules", "blocking", "gaps", "owed", "remarks", "state_of_steps"]
