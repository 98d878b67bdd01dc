from django.urls import include, path

from contracts.views import contract, price

urlpatterns = [
    path("", include("contracts.access.urls")),
    path("", include("contracts.provider.urls")),
    path("", include("contracts.councils.urls")),
    path("", include("contracts.details.urls")),
    path("", include("contracts.terms.urls")),
    path("", include("contracts.names.urls")),
    path("contracts/", contract.contracts, name="contracts"),
    path("contracts/<uuid:pk>/", contract.contract, name="contract"),
    path("contracts/<uuid:pk>/price/", price.price, name="contract_price"),
    path("contracts/<uuid:pk>/price/new/", price.year_new, name="contract_year_new"),
    path("contracts/years/<uuid:pk>/", price.year_correct, name="contract_year"),
]
