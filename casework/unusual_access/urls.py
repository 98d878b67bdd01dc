from django.urls import path

from casework.unusual_access import views
from core.record_pages import record_pages

urlpatterns = [
    path("unusual-access/reviews/<uuid:pk>/strike/", views.strike, name="unusual_access_strike"),
    path("unusual-access/<slug:kind>/<uuid:user_id>/<slug:day>/", views.review_user, name="unusual_access_user"),
    *record_pages(
        "Unusual access",
        path("unusual-access/", views.unusual_access, name="unusual_access"),
        path(
            "unusual-access/<slug:kind>/<uuid:user_id>/<slug:day>/<uuid:pk>/",
            views.review_person,
            name="unusual_access_person",
        ),
    ),
]
