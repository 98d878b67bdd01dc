from django.urls import path

from core.record_pages import record_pages
from reviews.package_reviews import acknowledgement_views, arranging_views, views

urlpatterns = [
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
        path("reviews/<uuid:pk>/plan/", views.start_plan, name="review_plan"),
    ),
]
