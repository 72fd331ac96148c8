"""What people do with projects: register, write, freeze, publish; and what approval and delivery report back."""

from lsg_projects.projects.usecases.freeze import freeze
from lsg_projects.projects.usecases.publication import Unpublish, publish, unpublish
from lsg_projects.projects.usecases.register import Register, copied, register
from lsg_projects.projects.usecases.save import SaveStep, contribute, rebased, save_step
from lsg_projects.projects.usecases.standing import DeliveryFacts, advance, refresh, settle

__all__ = [
    "DeliveryFacts",
    "Register",
    "SaveStep",
    "Unpublish",
    "advance",
    "contribute",
    "copied",
    "freeze",
    "publish",
    "rebased",
    "refresh",
    "register",
    "save_step",
    "settle",
    "unpublish",
]
