from django.urls import path

from casework.profile import views
from core.record_pages import record_pages

urlpatterns = [
    *record_pages(
        "Profile",
        path("people/<uuid:pk>/profile/", views.profile, name="person_profile"),
        path("people/<uuid:pk>/profile/<slug:question>/", views.answer, name="person_profile_answer"),
        path(
            "people/<uuid:pk>/profile/answers/<uuid:answer_id>/withdraw/",
            views.answer_withdraw,
            name="person_profile_withdraw",
        ),
        path("people/<uuid:pk>/profile/<slug:question>/workers/", views.let_know, name="person_profile_let_know"),
        path(
            "people/<uuid:pk>/profile/workers/<uuid:need_id>/end/",
            views.end_let_know,
            name="person_profile_end_let_know",
        ),
    ),
    path("people/profile-coverage/", views.coverage, name="profile_coverage"),
]
