"""What people do with projects: register, write, freeze, publish; and what approval and delivery report back."""

from lsg_projects.projects.usecases.bring import Brought, Fate, ImportProjects, import_projects, preview_projects
from lsg_projects.projects.usecases.calculated import AddEstimate, add_estimate
from lsg_projects.projects.usecases.freeze import content_digest, freeze, refuse_gaps
from lsg_projects.projects.usecases.papers import AttachPaper, WithdrawPaper, attach_paper, withdraw_paper
from lsg_projects.projects.usecases.publication import Unpublish, publish, unpublish
from lsg_projects.projects.usecases.register import Register, copied, register
from lsg_projects.projects.usecases.revision import Revised, close_draft, let_write, revise
from lsg_projects.projects.usecases.save import SaveStep, contribute, rebased, save_step
from lsg_projects.projects.usecases.standing import DeliveryFacts, advance, refresh, settle

__all__ = [
    "AddEstimate",
    "AttachPaper",
    "Brought",
    "DeliveryFacts",
    "Fate",
    "ImportProjects",
    "Register",
    "Revised",
    "SaveStep",
    "Unpublish",
    "WithdrawPaper",
    "add_estimate",
    "advance",
    "attach_paper",
    "close_draft",
    "content_digest",
    "contribute",
    "copied",
    "freeze",
    "import_projects",
    "let_write",
    "preview_projects",
    "publish",
    "rebased",
    "refresh",
    "refuse_gaps",
    "register",
    "revise",
    "save_step",
    "settle",
    "unpublish",
    "withdraw_paper",
]
