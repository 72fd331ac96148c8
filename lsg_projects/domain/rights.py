"""The table of rights: every action, who may do it by role, what an order hands over, what nobody does to own work."""

from __future__ import annotations

from enum import StrEnum

from lsg_projects.domain.delegation import Scope
from lsg_projects.domain.states import Role


class Action(StrEnum):
    """Everything that somebody may be allowed to do."""

    READ_OFFICE = "read_office"
    READ_PROJECT = "read_project"
    REGISTER_PROJECT = "register_project"
    EDIT_PROJECT = "edit_project"
    SUBMIT_PROJECT = "submit_project"
    WITHDRAW_PROJECT = "withdraw_project"
    PUBLISH_PROJECT = "publish_project"
    ATTACH_DOCUMENT = "attach_document"
    IMPORT_PROJECTS = "import_projects"
    DECIDE = "decide"
    PREPARE_ANSWER = "prepare_answer"
    REQUEST_CHANGE = "request_change"
    DELEGATE = "delegate"
    READ_MEETING = "read_meeting"
    KEEP_MEETING = "keep_meeting"
    VOTE = "vote"
    REPORT_DELIVERY = "report_delivery"
    RECORD_PAYMENT = "record_payment"
    RECORD_REVENUE = "record_revenue"
    ATTRIBUTE_REVENUE = "attribute_revenue"
    WRITE_NARRATIVE = "write_narrative"
    ENTER_RESULT = "enter_result"
    SEND_RESULT = "send_result"
    APPROVE_RESULT = "approve_result"
    KEEP_PERIOD = "keep_period"
    SET_FRAME = "set_frame"
    READ_BUDGET = "read_budget"
    IMPORT_PLAN = "import_plan"
    SET_CEILING = "set_ceiling"
    SET_TARGET = "set_target"
    READ_RANKING = "read_ranking"
    RANK_PROJECTS = "rank_projects"
    ORDER_REPORT = "order_report"
    ORDER_AUDIT = "order_audit"
    CERTIFY_REPORT = "certify_report"
    SCHEDULE_REPORT = "schedule_report"
    ANSWER_QUESTION = "answer_question"
    READ_RECOMMENDATION = "read_recommendation"
    RECOMMEND = "recommend"
    GIVE_RECOMMENDATIONS = "give_recommendations"
    ANSWER_RECOMMENDATION = "answer_recommendation"
    READ_JOURNAL = "read_journal"
    SET_CALENDAR = "set_calendar"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_BODIES = "manage_bodies"
    IMPORT_DIRECTORY = "import_directory"


_OFFICE = frozenset({Role.AKIM, Role.SPECIALIST, Role.ACCOUNTANT})
_EVERYONE = frozenset(Role)
_BUSINESS = _EVERYONE - {Role.ADMIN}
SECRETARIES = frozenset({Role.ASSEMBLY_SECRETARY, Role.COMMISSION_SECRETARY, Role.MASLIKHAT_SECRETARY})

RIGHTS: dict[Action, frozenset[Role]] = {
    Action.READ_OFFICE: _EVERYONE,
    Action.READ_PROJECT: _BUSINESS,
    Action.REGISTER_PROJECT: frozenset({Role.AKIM, Role.SPECIALIST}),
    Action.EDIT_PROJECT: _OFFICE,
    Action.SUBMIT_PROJECT: frozenset({Role.AKIM}),
    Action.WITHDRAW_PROJECT: frozenset({Role.AKIM}),
    Action.PUBLISH_PROJECT: frozenset({Role.AKIM, Role.SPECIALIST}),
    Action.ATTACH_DOCUMENT: _OFFICE,
    Action.IMPORT_PROJECTS: frozenset({Role.AKIM, Role.SPECIALIST}),
    Action.DECIDE: frozenset(
        {
            Role.ASSEMBLY_SECRETARY,
            Role.ECONOMIST,
            Role.FINANCIER,
            Role.DEPARTMENT_HEAD,
            Role.COMMISSION_SECRETARY,
            Role.DISTRICT_AKIM,
            Role.MASLIKHAT_SECRETARY,
        }
    ),
    Action.PREPARE_ANSWER: frozenset({Role.ECONOMIST, Role.FINANCIER}),
    Action.REQUEST_CHANGE: frozenset({Role.AKIM}),
    Action.DELEGATE: _BUSINESS - {Role.AUDITOR, Role.MODERATOR},
    Action.READ_MEETING: _BUSINESS - {Role.MODERATOR},
    Action.KEEP_MEETING: SECRETARIES,
    Action.VOTE: frozenset({Role.MEMBER}),
    Action.REPORT_DELIVERY: frozenset({Role.AKIM, Role.SPECIALIST}),
    Action.RECORD_PAYMENT: frozenset({Role.AKIM, Role.ACCOUNTANT}),
    Action.RECORD_REVENUE: frozenset({Role.ACCOUNTANT, Role.FINANCIER}),
    Action.ATTRIBUTE_REVENUE: frozenset({Role.FINANCIER}),
    Action.WRITE_NARRATIVE: frozenset({Role.AKIM, Role.SPECIALIST}),
    Action.ENTER_RESULT: frozenset({Role.AKIM, Role.SPECIALIST}),
    Action.SEND_RESULT: frozenset({Role.AKIM}),
    Action.APPROVE_RESULT: frozenset({Role.ECONOMIST, Role.DEPARTMENT_HEAD, Role.ANALYST}),
    Action.KEEP_PERIOD: frozenset({Role.ECONOMIST, Role.DEPARTMENT_HEAD, Role.ANALYST}),
    Action.SET_FRAME: frozenset({Role.ECONOMIST, Role.ANALYST}),
    Action.READ_BUDGET: _BUSINESS,
    Action.IMPORT_PLAN: frozenset({Role.FINANCIER, Role.ECONOMIST}),
    Action.SET_CEILING: frozenset({Role.FINANCIER}),
    Action.SET_TARGET: frozenset({Role.AKIM, Role.ACCOUNTANT}),
    Action.READ_RANKING: frozenset({Role.COMMISSION_SECRETARY, Role.FINANCIER, Role.DISTRICT_AKIM, Role.AUDITOR}),
    Action.RANK_PROJECTS: frozenset({Role.COMMISSION_SECRETARY, Role.FINANCIER}),
    Action.ORDER_REPORT: frozenset(
        {Role.AKIM, Role.DISTRICT_AKIM, Role.ANALYST, Role.FINANCIER, Role.ECONOMIST, Role.DEPARTMENT_HEAD}
    ),
    Action.ORDER_AUDIT: frozenset({Role.AUDITOR, Role.DISTRICT_AKIM, Role.ANALYST}),
    Action.CERTIFY_REPORT: frozenset({Role.DISTRICT_AKIM, Role.ANALYST}),
    Action.SCHEDULE_REPORT: frozenset({Role.DISTRICT_AKIM, Role.ANALYST}),
    Action.ANSWER_QUESTION: frozenset({Role.AKIM, Role.SPECIALIST, Role.MODERATOR}),
    Action.READ_RECOMMENDATION: frozenset(
        {
            Role.AKIM,
            Role.SPECIALIST,
            Role.ASSEMBLY_SECRETARY,
            Role.MEMBER,
            Role.DISTRICT_AKIM,
            Role.ANALYST,
            Role.AUDITOR,
        }
    ),
    Action.RECOMMEND: frozenset({Role.ASSEMBLY_SECRETARY, Role.MEMBER}),
    Action.GIVE_RECOMMENDATIONS: frozenset({Role.ASSEMBLY_SECRETARY}),
    Action.ANSWER_RECOMMENDATION: frozenset({Role.AKIM}),
    Action.READ_JOURNAL: frozenset({Role.AUDITOR, Role.ADMIN, Role.DISTRICT_AKIM, Role.ANALYST}),
    Action.SET_CALENDAR: frozenset({Role.ADMIN}),
    Action.MANAGE_PEOPLE: frozenset({Role.ADMIN}),
    Action.MANAGE_BODIES: frozenset({Role.ADMIN}),
    Action.IMPORT_DIRECTORY: frozenset({Role.ADMIN}),
}
"""The technical administrator holds no business right; the auditor reads everything and changes nothing."""

READING = frozenset(action for action in Action if action.value.startswith("read_"))
HANDED_OVER: dict[Scope, frozenset[Action]] = {
    Scope.DECIDE: frozenset(
        {
            Action.DECIDE, Action.PREPARE_ANSWER, Action.KEEP_MEETING, Action.APPROVE_RESULT, Action.RECOMMEND,
            Action.GIVE_RECOMMENDATIONS,
        }
    ),
    Scope.PROJECTS: frozenset(
        {
            Action.REGISTER_PROJECT, Action.EDIT_PROJECT, Action.SUBMIT_PROJECT, Action.WITHDRAW_PROJECT,
            Action.PUBLISH_PROJECT, Action.ATTACH_DOCUMENT, Action.IMPORT_PROJECTS, Action.REQUEST_CHANGE,
            Action.ANSWER_QUESTION, Action.ANSWER_RECOMMENDATION,
        }
    ),
    Scope.DELIVERY: frozenset(
        {
            Action.REPORT_DELIVERY, Action.RECORD_PAYMENT, Action.RECORD_REVENUE, Action.ATTRIBUTE_REVENUE,
            Action.WRITE_NARRATIVE, Action.ENTER_RESULT, Action.SEND_RESULT,
        }
    ),
    Scope.BUDGET: frozenset({Action.IMPORT_PLAN, Action.SET_CEILING, Action.SET_TARGET, Action.RANK_PROJECTS}),
    Scope.REPORTS: frozenset(
        {
            Action.ORDER_REPORT, Action.ORDER_AUDIT, Action.CERTIFY_REPORT, Action.SCHEDULE_REPORT, Action.KEEP_PERIOD,
            Action.SET_FRAME,
        }
    ),
}  # fmt: skip
"""What an order may hand over; a member's vote is nobody else's. Reading goes with every order; naming a deputy goes
with none, so there is no chain."""


SEPARATED = frozenset({Action.DECIDE, Action.PREPARE_ANSWER, Action.APPROVE_RESULT})
"""What nobody does to their own work, nor by a second account, nor through a deputy."""
