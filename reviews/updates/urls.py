from django.urls import path

from core.record_pages import record_pages
from reviews.updates.views import answers, linked, lists, update

urlpatterns = [
    path("updates/", lists.updates, name="updates"),
    path("updates/late/", lists.late_updates, name="updates_late"),
    path("links/<str:token>/update/", linked.linked_update, name="linked_update"),
    path("links/<str:token>/update/text/", linked.linked_text, name="linked_update_text"),
    path("links/<str:token>/update/pdf/", linked.linked_pdf, name="linked_update_pdf"),
    path("links/<str:token>/update/acknowledge/", linked.linked_acknowledge, name="linked_update_acknowledge"),
    *record_pages(
        "Keyworker update",
        path("updates/<uuid:pk>/", update.update, name="update"),
        path("updates/<uuid:pk>/figures/<slug:key>/", update.update_figure, name="update_figure"),
        path("updates/<uuid:pk>/write/", update.write_update, name="update_write"),
        path("updates/<uuid:pk>/send/", update.send_update, name="update_send"),
        path("updates/<uuid:pk>/withdraw-from-check/", update.withdraw_from_check, name="update_withdraw_from_check"),
        path("updates/<uuid:pk>/check/", update.check_update, name="update_check"),
        path("updates/<uuid:pk>/correct/", update.correct_update, name="update_correct"),
        path("updates/<uuid:pk>/strike/", answers.strike_update, name="update_strike"),
        path("updates/<uuid:pk>/link/", linked.send_link, name="update_link_new"),
        path("updates/<uuid:pk>/acknowledge/", answers.acknowledge, name="update_acknowledge"),
        *answers.ACKNOWLEDGEMENT_PAGES.paths("updates/<uuid:pk>/", "update_acknowledged"),
        path("updates/<uuid:pk>/answer/", answers.answer_reply, name="update_answer"),
        path("updates/<uuid:pk>/text/", answers.text, name="update_text"),
        path("updates/<uuid:pk>/text/file/", answers.text_file, name="update_text_file"),
        path("updates/<uuid:pk>/pdf/", answers.request_pdf, name="update_pdf_request"),
        path("updates/pdfs/<uuid:pk>/", answers.update_pdf, name="update_pdf"),
    ),
]
