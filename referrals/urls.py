from django.urls import path

from core.record_pages import record_pages
from referrals.parts import views as parts
from referrals.views import additions, decision, detail, documents, lists, notices, pre_decision, referrer, waiting_list

urlpatterns = [
    path("referrals/", lists.referrals, name="referrals"),
    *record_pages("List of referrals", path("referrals/referrals.csv", lists.referrals_csv, name="referrals_csv")),
    path("referrals/waiting/", waiting_list.waiting_list, name="waiting_list"),
    path("referrals/new/<uuid:contract_id>/", referrer.new, name="referral_new"),
    path("referrals/enter-on-behalf/<uuid:contract_id>/", referrer.enter_on_behalf, name="referral_enter_on_behalf"),
    *record_pages(
        "Referral",
        path("packages/<uuid:package_id>/refer-again/", referrer.refer_again, name="refer_again"),
        path("referrals/<uuid:pk>/", detail.referral_page, name="referral"),
        path("referrals/<uuid:pk>/parts/<slug:part>/", parts.part, name="referral_part"),
        path("referrals/<uuid:pk>/attach/", documents.attach, name="referral_attach"),
        path("referrals/<uuid:pk>/documents/<uuid:document_id>/", documents.document, name="referral_document"),
        path(
            "referrals/<uuid:pk>/documents/<uuid:document_id>/replace/",
            documents.replace_document,
            name="referral_document_replace",
        ),
        path(
            "referrals/<uuid:pk>/documents/<uuid:document_id>/withdraw/",
            documents.withdraw_document,
            name="referral_document_withdraw",
        ),
        path("referrals/<uuid:pk>/add/", additions.add, name="referral_add"),
        path("referrals/<uuid:pk>/additions/<uuid:addition_id>/read/", additions.read, name="referral_addition_read"),
        path(
            "referrals/<uuid:pk>/additions/<uuid:addition_id>/withdraw/",
            additions.withdraw,
            name="referral_addition_withdraw",
        ),
        path("referrals/<uuid:pk>/send/", referrer.send, name="referral_send"),
        path("referrals/<uuid:pk>/sent/", referrer.confirmation, name="referral_confirmation"),
        path("referrals/<uuid:pk>/accept/", decision.accept, name="referral_accept"),
        path("referrals/<uuid:pk>/ask/", decision.ask, name="referral_ask"),
        path("referrals/<uuid:pk>/concern/", decision.concern, name="referral_concern"),
        path("referrals/<uuid:pk>/waive/", pre_decision.waive, name="referral_waive"),
        path(
            "referrals/<uuid:pk>/waive/<uuid:waiver_id>/withdraw/",
            pre_decision.withdraw_waiver,
            name="referral_waiver_withdraw",
        ),
        path("referrals/<uuid:pk>/same-day/", pre_decision.same_day, name="referral_same_day"),
        path("referrals/<uuid:pk>/assessment/", pre_decision.assessment, name="referral_assessment"),
        path(
            "referrals/<uuid:pk>/assessment/correct/",
            pre_decision.correct_assessment,
            name="referral_assessment_correct",
        ),
        path("referrals/<uuid:pk>/sharing/", pre_decision.sharing, name="referral_sharing"),
        path(
            "referrals/<uuid:pk>/sharing/<uuid:sharing_id>/withdraw/",
            pre_decision.withdraw_sharing,
            name="referral_sharing_withdraw",
        ),
        path("referrals/<uuid:pk>/wait/", waiting_list.wait, name="referral_wait"),
        path("referrals/<uuid:pk>/place/", waiting_list.change_place, name="referral_place"),
        path("referrals/<uuid:pk>/decline/", waiting_list.decline, name="referral_decline"),
        path("referrals/<uuid:pk>/ineligible/", decision.ineligible, name="referral_ineligible"),
        path("referrals/<uuid:pk>/answer/", referrer.answer, name="referral_answer"),
        path("referrals/<uuid:pk>/withdraw/", referrer.withdraw, name="referral_withdraw"),
    ),
    path("notices/", notices.notices, name="notices"),
    path("notices/new/<uuid:contract_id>/", notices.send_notice, name="notice_new"),
    path("notices/<uuid:pk>/", notices.notice_page, name="notice"),
    path("notices/<uuid:pk>/acknowledge/", notices.acknowledge_notice, name="notice_acknowledge"),
    path("notices/<uuid:pk>/pdf/", notices.notice_pdf, name="notice_pdf"),
]
