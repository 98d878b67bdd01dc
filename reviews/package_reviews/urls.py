from django.urls import path

from core.record_pages import record_pages
from reviews.package_reviews import acknowledgement_views, arranging_views, linked_views, views
from reviews.package_reviews.copies import views as copies

urlpatterns = [
    path("links/<str:token>/review/", linked_views.linked_review, name="linked_review"),
    path("links/<str:token>/review/text/", linked_views.linked_text, name="linked_review_text"),
    path("links/<str:token>/review/pdf/", linked_views.linked_pdf, name="linked_review_pdf"),
    path("links/<str:token>/review/acknowledge/", linked_views.linked_acknowledge, name="linked_review_acknowledge"),
    *record_pages(
        "Request for a review",
        path("packages/<uuid:pk>/reviews/ask/", views.ask_for_review, name="review_ask"),
    ),
    *record_pages(
        "Reviews",
        path("people/<uuid:pk>/reviews/", views.person_reviews, name="person_reviews"),
        path("reviews/<uuid:pk>/", views.review, name="review"),
        path("reviews/<uuid:pk>/request/withdraw/", views.withdraw_request, name="review_request_withdraw"),
        path("reviews/<uuid:pk>/arrange/", arranging_views.arrange_review, name="review_arrange"),
        path("reviews/<uuid:pk>/answer/", arranging_views.record_answer, name="review_answer"),
        path("reviews/<uuid:pk>/conduct/", views.conduct_review, name="review_conduct"),
        path("reviews/<uuid:pk>/correct/", views.correct_review, name="review_correct"),
        path("reviews/<uuid:pk>/withdraw/", views.withdraw_review, name="review_withdraw"),
        path("reviews/<uuid:pk>/strike/", views.strike_review, name="review_strike"),
        path("reviews/<uuid:pk>/share/", views.share_review, name="review_share"),
        path("reviews/<uuid:pk>/acknowledge/", acknowledgement_views.acknowledge_review, name="review_acknowledge"),
        *acknowledgement_views.ACKNOWLEDGEMENT_PAGES.paths("reviews/<uuid:pk>/", "review_acknowledged"),
        path("reviews/<uuid:pk>/reply/answer/", acknowledgement_views.answer_reply, name="review_reply_answer"),
        path("reviews/<uuid:pk>/link/", linked_views.send_link, name="review_link_new"),
        path("reviews/<uuid:pk>/text/", copies.text, name="review_text"),
        path("reviews/<uuid:pk>/text/file/", copies.text_file, name="review_text_file"),
        path("reviews/<uuid:pk>/pdf/", copies.request_pdf, name="review_pdf_request"),
        path("reviews/copies/<uuid:pk>/", copies.review_pdf, name="review_pdf"),
        path("reviews/<uuid:pk>/plan/", views.start_plan, name="review_plan"),
    ),
]
