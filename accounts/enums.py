"""Permissions as words. What each role may, and where, stands in `accounts.roles`."""

from django.db import models


class Permission(models.TextChoices):
    FIND_PERSON = "find person", "Find a person by name"
    READ_PERSON = "read person", "Read a person's record"
    READ_OWN = "read own", "Read one's own record"
    READ_VISIT = "read visit", "Read what was written about visits"
    EDIT_PERSON = "edit person", "Change a person's particulars"
    MAKE_REFERRAL = "make referral", "Refer a person"
    READ_REFERRAL = "read referral", "Read a referral"
    DECIDE_REFERRAL = "decide referral", "Decide a referral"
    ALLOCATE = "allocate", "Allocate workers"
    RECORD_HOSPITAL = "record hospital", "Record a hospital stay"
    WRITE_PLAN = "write plan", "Write a support plan"
    ANSWER_PLAN = "answer plan", "Comment on and agree a support plan"
    PLAN_VISIT = "plan visit", "Plan visits"
    LOG_VISIT = "log visit", "Log a visit"
    WRITE_UPDATE = "write update", "Write a keyworker update"
    READ_UPDATE = "read update", "Read a keyworker update that was sent"
    ACKNOWLEDGE_UPDATE = "acknowledge update", "Acknowledge a keyworker update"
    HOLD_REVIEW = "hold review", "Hold and share a review"
    RAISE_CONCERN = "raise concern", "Raise a safeguarding concern"
    READ_CONCERN = "read concern", "Read a safeguarding concern"
    LEAD_CONCERN = "lead concern", "Lead a safeguarding concern"
    READ_RETURN = "read return", "Read a sealed return"
    PREPARE_RETURN = "prepare return", "Prepare and seal a return"
    SIGN_RESTRICTED = "sign restricted", "Prepare and sign a return's restricted section"
    READ_WORKER = "read worker", "Read a worker's hours and caseload"
    SEE_HOURS = "see hours", "See hours commissioned and delivered"
    SEE_OPERATIONS = "see operations", "See how the system runs"
    TAKE_CALL = "take call", "Be told out of hours"
    READ_CONTRACT = "read contract", "Read a contract and its terms"


class Scope(models.TextChoices):
    """How far a permission reaches within the contract of the post."""

    CONTRACT = "contract", "everything in the contract"
    ALLOCATED = "allocated", "packages allocated to them today"
    TEAM = "team", "packages allocated to their team today"
    KEYWORKER = "keyworker", "people whose keyworker they are today"
    MADE = "made", "what they made themselves"
