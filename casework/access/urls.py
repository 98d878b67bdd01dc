from django.urls import path

from casework.access import views
from core.record_pages import record_pages

urlpatterns = [
    path("people/<uuid:pk>/ask/", views.ask_to_open, name="person_ask"),
    *record_pages(
        "Accounts and sharing",
        path("people/<uuid:pk>/sharing/", views.sharing, name="person_sharing"),
        path("people/<uuid:pk>/sharing/account/", views.open_account, name="person_account_open"),
        path("people/<uuid:pk>/sharing/no-texts/", views.stop_text_codes, name="person_stop_text_codes"),
        path("people/<uuid:pk>/sharing/account/end/", views.end_account, name="person_account_end"),
        path("people/<uuid:pk>/sharing/new/", views.add_representative, name="representative_new"),
        path(
            "people/<uuid:pk>/sharing/<uuid:representative_id>/end/",
            views.end_representative,
            name="representative_end",
        ),
        path(
            "people/<uuid:pk>/sharing/<uuid:representative_id>/consent/",
            views.record_consent,
            name="representative_consent",
        ),
        path(
            "people/<uuid:pk>/sharing/consents/<uuid:consent_id>/withdraw/",
            views.withdraw_consent,
            name="representative_consent_withdraw",
        ),
    ),
]
