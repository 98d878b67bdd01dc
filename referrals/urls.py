from django.urls import path

from referrals.views import deciding, detail, lists, notices, pre_decision, waiting, writing

urlpatterns = [
    path("referrals/", lists.referrals, name="referrals"),
    path("referrals/waiting/", waiting.waiting_list, name="waiting_list"),
    path("referrals/new/<uuid:contract_id>/", writing.new, name="referral_new"),
    path("referrals/key-in/<uuid:contract_id>/", writing.key_in, name="referral_key_in"),
    path("packages/<uuid:package_id>/refer-again/", writing.refer_again, name="referral_again"),
    path("referrals/<uuid:pk>/", detail.referral_page, name="referral"),
    path("referrals/<uuid:pk>/edit/", writing.edit, name="referral_edit"),
    path("referrals/<uuid:pk>/attach/", writing.attach, name="referral_attach"),
    path("referrals/<uuid:pk>/documents/<uuid:document_id>/", writing.document, name="referral_document"),
    path("referrals/<uuid:pk>/send/", writing.send, name="referral_send"),
    path("referrals/<uuid:pk>/accept/", deciding.accept, name="referral_accept"),
    path("referrals/<uuid:pk>/ask/", deciding.ask, name="referral_ask"),
    path("referrals/<uuid:pk>/concern/", deciding.concern, name="referral_concern"),
    path("referrals/<uuid:pk>/waive/", pre_decision.waive, name="referral_waive"),
    path("referrals/<uuid:pk>/same-day/", pre_decision.same_day, name="referral_same_day"),
    path("referrals/<uuid:pk>/assessment/", pre_decision.assessment, name="referral_assessment"),
    path("referrals/<uuid:pk>/sharing/", pre_decision.sharing, name="referral_sharing"),
    path("referrals/<uuid:pk>/wait/", waiting.wait, name="referral_wait"),
    path("referrals/<uuid:pk>/place/", waiting.change_place, name="referral_place"),
    path("referrals/<uuid:pk>/decline/", waiting.decline, name="referral_decline"),
    path("referrals/<uuid:pk>/ineligible/", deciding.ineligible, name="referral_ineligible"),
    path("referrals/<uuid:pk>/answer/", writing.answer, name="referral_answer"),
    path("referrals/<uuid:pk>/withdraw/", writing.withdraw, name="referral_withdraw"),
    path("notices/", notices.notices, name="notices"),
    path("notices/new/<uuid:contract_id>/", notices.send_notice, name="notice_new"),
    path("notices/<uuid:pk>/", notices.notice_page, name="notice"),
    path("notices/<uuid:pk>/acknowledge/", notices.acknowledge_notice, name="notice_acknowledge"),
    path("notices/<uuid:pk>/pdf/", notices.notice_pdf, name="notice_pdf"),
]
