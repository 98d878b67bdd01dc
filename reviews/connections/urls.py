from django.urls import path

from core.record_pages import record_pages
from reviews.connections import views

urlpatterns = [
    *record_pages(
        "Connections map",
        path("people/<uuid:pk>/connections/", views.person_connections, name="person_connections"),
        path("packages/<uuid:pk>/connections/new/", views.add_map, name="connections_map_new"),
        path("connections/<uuid:pk>/", views.connections_map, name="connections_map"),
        path("connections/<uuid:pk>/correct/", views.correct_map, name="connections_map_correct"),
        path("connections/<uuid:pk>/withdraw/", views.withdraw_map, name="connections_map_withdraw"),
        path("connections/<uuid:pk>/meaning/", views.write_meaning, name="connections_map_meaning"),
    ),
]
