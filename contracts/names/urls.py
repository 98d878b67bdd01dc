from django.urls import path

from contracts.names import views

urlpatterns = [
    path("contracts/<uuid:pk>/lists/<slug:key>/", views.names, name="contract_names"),
    path("contracts/<uuid:pk>/lists/<slug:key>/new/", views.name_new, name="contract_name_new"),
    path("contracts/<uuid:pk>/lists/<slug:key>/<uuid:row_id>/", views.name_correct, name="contract_name"),
    path(
        "contracts/<uuid:pk>/lists/<slug:key>/<uuid:row_id>/<slug:action>/",
        views.name_action,
        name="contract_name_action",
    ),
]
