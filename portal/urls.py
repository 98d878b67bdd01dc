from django.urls import path

from core.record_pages import record_pages
from portal.views import (
    access_log,
    decisions,
    details,
    home,
    messages,
    plan,
    profile,
    service,
    settings,
    sharing,
    tell_us,
    visits,
)

urlpatterns = [
    *record_pages(
        "Home page",
        path("me/", home.me, name="me"),
    ),
    *record_pages(
        "Support plan",
        path("me/plan/", plan.my_plan, name="my_plan"),
        path("me/plan/easy-read/", plan.easy_read, name="my_plan_easy_read"),
        path("me/plan/changes/", plan.my_changes, name="my_changes"),
        path("me/plan/ratings/", plan.set_rating_preference, name="my_rating_preference"),
        path("me/plan/<uuid:pk>/comment/", plan.comment, name="my_comment"),
        path("me/plan/<uuid:pk>/comment/<slug:section>/", plan.comment_section, name="my_section_comment"),
        path("me/plan/<uuid:pk>/agree/", plan.agree, name="my_agree"),
        path("me/plan/<uuid:pk>/decline/", plan.decline, name="my_decline"),
        path("me/plan/<uuid:pk>/pdf/<str:kind>/", plan.request_pdf, name="my_pdf_request"),
        path("me/pdfs/<uuid:pk>/", plan.own_pdf, name="my_pdf"),
        path("me/goals/<uuid:pk>/comment/", plan.comment_goal, name="my_goal_comment"),
        path("me/goals/<uuid:pk>/rate/", plan.rate_goal, name="my_goal_rate"),
    ),
    *record_pages(
        "Details and contacts",
        path("me/details/", details.own_details, name="own_details"),
        path("me/details/name/", details.own_name, name="own_name"),
        path("me/details/address/", details.own_move, name="own_move"),
        path("me/details/contacts/new/", details.own_contact_new, name="own_contact_new"),
        path("me/details/contacts/<uuid:pk>/", details.own_contact, name="own_contact"),
        path("me/details/contacts/<uuid:pk>/remove/", details.own_contact_remove, name="own_contact_remove"),
    ),
    *record_pages(
        "Planned visits",
        path("me/visits/", visits.planned_visits, name="my_visits"),
        path("me/visits/<uuid:pk>/ask/", visits.ask, name="my_visit_ask"),
    ),
    *record_pages(
        "Decisions",
        path("me/decisions/", decisions.my_decisions, name="my_decisions"),
    ),
    *record_pages(
        "Profile",
        path("me/about-me/", profile.my_profile, name="my_profile"),
        path("me/times/", profile.my_times, name="my_times"),
        path("me/times/new/", profile.my_time_new, name="my_time_new"),
        path("me/times/<uuid:pk>/remove/", profile.my_time_remove, name="my_time_remove"),
        path("me/about-me/<slug:question>/", profile.my_answer, name="my_answer"),
    ),
    *record_pages(
        "Access log",
        path("me/access-log/", access_log.my_access_log, name="my_access_log"),
        path("me/access-log/<slug:day>/<uuid:pk>/", access_log.ask_about_access, name="my_access_question"),
        path(
            "me/access-questions/<uuid:pk>/withdraw/", access_log.withdraw_question, name="my_access_question_withdraw"
        ),
    ),
    *record_pages(
        "Sharing",
        path("me/sharing/", sharing.sharing, name="my_sharing"),
        path("me/sharing/<uuid:pk>/<slug:purpose>/", sharing.preview, name="my_sharing_preview"),
        path("me/sharing/<uuid:pk>/<slug:purpose>/decide/", sharing.decide, name="my_consent"),
        path("me/sharing/objection/<slug:about>/", sharing.object_to_access, name="my_objection"),
        path("me/sharing/objections/<uuid:pk>/withdraw/", sharing.withdraw_objection, name="my_objection_withdraw"),
    ),
    *record_pages(
        "Messages",
        path("me/messages/", messages.my_messages, name="my_messages"),
        path("me/messages/write/", messages.write, name="my_message_write"),
        path("me/messages/<uuid:pk>/", messages.my_conversation, name="my_conversation"),
    ),
    path("me/tell-us/", tell_us.tell_us, name="tell_us"),
    path("me/settings/", settings.my_settings, name="my_settings"),
    path("service/", service.service, name="service"),
    path("service/easy-read/", service.service_easy_read, name="service_easy_read"),
]
