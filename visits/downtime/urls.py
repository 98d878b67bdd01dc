from django.urls import path

from core.record_pages import record_pages
from visits.downtime import views

urlpatterns = [
    path("visits/downtime/", views.index, name="downtime"),
    path("visits/downtime/<uuid:pk>/", views.team, name="downtime_team"),
    path("visits/downtime/<uuid:pk>/passphrase/", views.passphrase, name="downtime_passphrase"),
    path("visits/downtime/<uuid:pk>/passphrase/change/", views.change, name="downtime_passphrase_change"),
    *record_pages(
        "Downtime pack",
        path("visits/downtime/packs/<uuid:pk>/", views.take, name="downtime_take"),
        path("visits/downtime/packs/<uuid:pk>/enter/", views.enter, name="downtime_enter"),
    ),
]
