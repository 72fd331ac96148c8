"""What people do with projects: register, write, freeze, publish; and what approval and delivery report back."""

from lsg_projects.projects.usecases.bring import Brought, Fate, ImportProjects, import_projects, preview_projects
from lsg_projects.projects.usecases.calculated import AddEstimate, add_estimate
from lsg_projects.projects.usecases.freeze import freeze
from lsg_projects.projects.usecases.papers import AttachPaper, WithdrawPaper, attach_paper, withdraw_paper
from lsg_projects.projects.usecases.publication import Unpublish, publish, unpublish
from lsg_projects.projects.usecases.register import Register, copied, register
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
    "SaveStep",
    "Unpublish",
    "WithdrawPaper",
    "add_estimate",
    "advance",
    "attach_paper",
    "contribute",
    "copied",
    "freeze",
    "import_projects",
    "preview_projects",
    "publish",
    "rebased",
    "refresh",
    "register",
    "save_step",
    "settle",
    "unpublish",
    "withdraw_paper",
]
