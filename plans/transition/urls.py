from django.urls import path

from core.record_pages import record_pages
from plans.transition import views

urlpatterns = [
    *record_pages(
        "Transition plan",
        path("people/<uuid:pk>/transition/", views.person_transition, name="person_transition"),
        path("packages/<uuid:pk>/transition/", views.write_transition, name="transition_write"),
        path("transition-plans/<uuid:pk>/share/", views.share_transition, name="transition_share"),
        path(
            "transition-plans/<uuid:pk>/sharings/<uuid:sharing_id>/withdraw/",
            views.withdraw_sharing,
            name="transition_sharing_withdraw",
        ),
    ),
]
