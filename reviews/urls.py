from django.urls import path

from core.record_pages import record_pages
from reviews import correcting, linked, views

urlpatterns = [
    path("updates/", views.updates, name="updates"),
    path("links/<str:token>/update/", linked.linked_update, name="linked_update"),
    path("links/<str:token>/update/acknowledge/", linked.linked_acknowledge, name="linked_update_acknowledge"),
    *record_pages(
        "Keyworker update",
        path("updates/<uuid:pk>/", views.update, name="update"),
        path("updates/<uuid:pk>/write/", views.write_update, name="update_write"),
        path("updates/<uuid:pk>/send/", views.send_update, name="update_send"),
        path("updates/<uuid:pk>/correct/", correcting.correct_update, name="update_correct"),
        path("updates/<uuid:pk>/link/", linked.send_link, name="update_link_new"),
        path("updates/<uuid:pk>/acknowledge/", views.acknowledge, name="update_acknowledge"),
    ),
    *record_pages(
        "Reviews",
        path("people/<uuid:pk>/reviews/", views.person_reviews, name="person_reviews"),
        path("packages/<uuid:pk>/reviews/ask/", views.ask_for_review, name="review_ask"),
        path("reviews/<uuid:pk>/conduct/", views.conduct_review, name="review_conduct"),
        path("reviews/<uuid:pk>/correct/", correcting.correct_review, name="review_correct"),
        path("reviews/<uuid:pk>/withdraw/", correcting.withdraw_review, name="review_withdraw"),
        path("reviews/<uuid:pk>/share/", views.share_review, name="review_share"),
    ),
]
