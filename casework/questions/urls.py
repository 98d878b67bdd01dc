from django.urls import path

from casework.questions import views
from core.record_pages import record_pages

urlpatterns = record_pages(
    "Questions",
    path("people/<uuid:pk>/questions/", views.person_questions, name="person_questions"),
    path("people/<uuid:pk>/questions/new/", views.question_new, name="question_new"),
    path("questions/<uuid:pk>/answer/", views.question_answer, name="question_answer"),
    path("questions/<uuid:pk>/withdraw/", views.question_withdraw, name="question_withdraw"),
)
