from django.urls import path

from casework.access import asked_views, views
from core.record_pages import record_pages

urlpatterns = [
    *record_pages(
        "Access log",
        path("access-questions/<uuid:pk>/answer/", views.answer_access_question, name="access_question_answer"),
        path("access-questions/<uuid:pk>/add/", views.add_to_access_answer, name="access_question_add"),
        path(
            "people/<uuid:pk>/access-log/<slug:day>/<uuid:opener_id>/ask/",
            asked_views.record_question,
            name="access_question_new",
        ),
        path("access-questions/<uuid:pk>/withdraw/", asked_views.withdraw_question, name="access_question_withdraw"),
    ),
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
            "people/<uuid:pk>/sharing/<uuid:representative_id>/correct/",
            views.change_representative,
            name="representative_change",
        ),
        path(
            "people/<uuid:pk>/sharing/<uuid:representative_id>/strike/",
            views.strike_representative,
            name="representative_strike",
        ),
    ),
]
