from django.urls import path

from casework.access_needs import views
from core.record_pages import record_pages

urlpatterns = record_pages(
    "Access needs",
    path("people/<uuid:pk>/access-needs/", views.access_needs, name="person_access_needs"),
    path("people/<uuid:pk>/access-needs/review/", views.needs_review, name="person_access_needs_review"),
    path("people/<uuid:pk>/access-needs/review/undo/", views.needs_review_undo, name="person_access_needs_undo"),
    path("people/<uuid:pk>/access-needs/sharing/", views.sharing, name="person_needs_sharing"),
    path(
        "people/<uuid:pk>/access-needs/sharing/<uuid:decision_id>/withdraw/",
        views.sharing_withdraw,
        name="person_needs_sharing_withdraw",
    ),
    *views.NO_NEEDS.paths("access-needs/none", "person_no_access_needs"),
    *views.NEEDS.paths("access-needs", "person_access_need"),
)
