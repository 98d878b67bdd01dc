from django.urls import include, path

from core.record_pages import record_pages
from dashboard import record_changes
from dashboard.home import views as home
from dashboard.views import (
    account,
    caseload,
    check_in_with,
    code_links,
    people,
    receipts,
    referral_times,
    system_status,
    undelivered,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("duties/", home.duties, name="duties"),
    path("duties/ahead/", home.ahead, name="ahead"),
    path("messages/", home.notifications, name="notifications"),
    path("account/", account.my_details, name="my_details"),
    path("account/notifications/", account.my_notifications, name="my_notifications"),
    path("account/work/", caseload.own_worker_page, name="own_worker"),
    path("messages/<uuid:pk>/read/", home.message_read, name="message_read"),
    *record_pages(
        "Search results",
        path("people/", people.people, name="people"),
    ),
    *record_pages(
        "List of people",
        path("people/people.csv", people.people_csv, name="people_csv"),
    ),
    *record_pages(
        "Overview",
        path("people/<uuid:pk>/", people.person, name="person"),
    ),
    *record_pages(
        "Access log",
        path("people/<uuid:pk>/access-log/", people.access_log, name="person_access_log"),
    ),
    *record_pages(
        "History of changes",
        path("changes/<slug:key>/<uuid:pk>/", record_changes.record_changes, name="record_changes"),
    ),
    *record_pages(
        "List of goals",
        path("goals/", caseload.goals_page, name="goals"),
    ),
    *record_pages(
        "List of people to check in with",
        path("people/check-in-with/", check_in_with.check_in_with, name="check_in_with"),
    ),
    path("workforce/", caseload.workers, name="workers"),
    path("workforce/staff.csv", caseload.workers_csv, name="workers_csv"),
    *record_pages(
        "Staff caseloads",
        path("workforce/caseload.csv", caseload.caseload_csv, name="caseload_csv"),
    ),
    path("workforce/<uuid:pk>/", caseload.worker_page, name="worker"),
    path("code-links/", code_links.code_links, name="code_links"),
    path("code-links/<uuid:pk>/end/", code_links.end, name="code_link_end"),
    path("referrals/times/", referral_times.times, name="referral_times"),
    path("referrals/times/times.csv", referral_times.times_csv, name="referral_times_csv"),
    path("operations/", system_status.system_status_page, name="system_status"),
    path("operations/documents/<uuid:pk>/again/", system_status.document_again, name="document_again"),
    path("texts/receipts/twilio/<uuid:reference>/", receipts.twilio_receipt, name="twilio_receipt"),
    path("texts/receipts/<str:token>/", receipts.text_receipt, name="text_receipt"),
    path("operations/messages/", undelivered.undelivered_messages, name="undelivered_messages"),
    path("operations/messages/<uuid:pk>/again/", undelivered.send_again, name="message_send_again"),
    path("operations/messages/<uuid:pk>/done/", undelivered.handled, name="message_handled"),
    path("", include("dashboard.unsent.urls")),
    path("", include("dashboard.set_up.urls")),
    path("health/", system_status.health, name="health"),
    path("health/jobs/", system_status.health_jobs, name="health_jobs"),
]
