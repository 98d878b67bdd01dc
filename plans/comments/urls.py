from django.urls import path

from core.record_pages import record_pages
from plans.comments import message_pages, views

urlpatterns = [
    *record_pages(
        "Support plan",
        path("plans/<uuid:pk>/comment/", views.comment, name="plan_comment"),
        path("plans/<uuid:pk>/comment/<slug:section>/", views.comment_section, name="plan_comment_section"),
        path("goals/<uuid:pk>/comment/", views.comment_goal, name="goal_comment"),
    ),
    *record_pages(
        "Messages",
        path("plans/messages/<uuid:pk>/", views.answer_comment, name="comment_answer"),
        path("people/<uuid:pk>/messages/", message_pages.messages, name="person_messages"),
        path("packages/<uuid:pk>/messages/write/", message_pages.write, name="message_write"),
        path("packages/<uuid:pk>/messages/record/", message_pages.record, name="message_record"),
    ),
]
