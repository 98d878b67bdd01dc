from django.urls import include, path

from contracts.views import contract, price

urlpatterns = [
    path("", include("contracts.access.urls")),
    path("contracts/", contract.contracts, name="contracts"),
    path("contracts/<uuid:pk>/", contract.contract, name="contract"),
    path("contracts/<uuid:pk>/terms/new/", contract.terms_new, name="contract_terms_new"),
    path("contracts/terms/<uuid:pk>/correct/", contract.terms_correct, name="contract_terms_correct"),
    path("contracts/terms/<uuid:pk>/withdraw/", contract.terms_withdraw, name="contract_terms_withdraw"),
    path("contracts/<uuid:pk>/price/", price.price, name="contract_price"),
    path("contracts/<uuid:pk>/price/new/", price.year_new, name="contract_year_new"),
    path("contracts/years/<uuid:pk>/", price.year_correct, name="contract_year"),
]
