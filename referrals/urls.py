from django.urls import path

from referrals import views

urlpatterns = [
    path("referrals/", views.referrals, name="referrals"),
    path("referrals/waiting/", views.waiting_list, name="waiting_list"),
    path("referrals/new/<uuid:contract_id>/", views.new, name="referral_new"),
    path("referrals/key-in/<uuid:contract_id>/", views.key_in, name="referral_key_in"),
    path("packages/<uuid:package_id>/refer-again/", views.again, name="referral_again"),
    path("referrals/<uuid:pk>/", views.referral_page, name="referral"),
    path("referrals/<uuid:pk>/edit/", views.edit, name="referral_edit"),
    path("referrals/<uuid:pk>/attach/", views.attach, name="referral_attach"),
    path("referrals/<uuid:pk>/documents/<uuid:document_id>/", views.document, name="referral_document"),
    path("referrals/<uuid:pk>/send/", views.send, name="referral_send"),
    path("referrals/<uuid:pk>/accept/", views.accept, name="referral_accept"),
    path("referrals/<uuid:pk>/ask/", views.ask, name="referral_ask"),
    path("referrals/<uuid:pk>/concern/", views.concern, name="referral_concern"),
    path("referrals/<uuid:pk>/waive/", views.waive, name="referral_waive"),
    path("referrals/<uuid:pk>/same-day/", views.same_day, name="referral_same_day"),
    path("referrals/<uuid:pk>/assessment/", views.assessment, name="referral_assessment"),
    path("referrals/<uuid:pk>/sharing/", views.sharing, name="referral_sharing"),
    path("referrals/<uuid:pk>/wait/", views.wait, name="referral_wait"),
    path("referrals/<uuid:pk>/place/", views.change_place, name="referral_place"),
    path("referrals/<uuid:pk>/decline/", views.decline, name="referral_decline"),
    path("referrals/<uuid:pk>/ineligible/", views.ineligible, name="referral_ineligible"),
    path("referrals/<uuid:pk>/answer/", views.answer, name="referral_answer"),
    path("referrals/<uuid:pk>/withdraw/", views.withdraw, name="referral_withdraw"),
    path("notices/", views.notices, name="notices"),
    path("notices/new/<uuid:contract_id>/", views.send_notice, name="notice_new"),
    path("notices/<uuid:pk>/", views.notice_page, name="notice"),
    path("notices/<uuid:pk>/acknowledge/", views.acknowledge_notice, name="notice_acknowledge"),
    path("notices/<uuid:pk>/pdf/", views.notice_pdf, name="notice_pdf"),
]
