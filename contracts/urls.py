from django.urls import path

from contracts import views

urlpatterns = [
    path("contracts/", views.contracts, name="contracts"),
    path("contracts/<uuid:pk>/", views.contract, name="contract"),
    path("contracts/<uuid:pk>/terms/new/", views.terms_new, name="contract_terms_new"),
]
