from django.urls import path

from contracts.details import contract_page, views

urlpatterns = [
    path("contracts/", contract_page.contracts, name="contracts"),
    path("contracts/<uuid:pk>/", contract_page.contract, name="contract"),
    path("contracts/new/", views.contract_new, name="contract_new"),
    path("contracts/<uuid:pk>/details/", views.contract_change, name="contract_details"),
    path("contracts/<uuid:pk>/remove/", views.contract_remove, name="contract_remove"),
    path("contracts/<uuid:pk>/changes/", views.contract_changes, name="contract_changes"),
]
