from django.urls import path

from contracts import price_views, views

urlpatterns = [
    path("contracts/", views.contracts, name="contracts"),
    path("contracts/<uuid:pk>/", views.contract, name="contract"),
    path("contracts/<uuid:pk>/terms/new/", views.terms_new, name="contract_terms_new"),
    path("contracts/<uuid:pk>/price/", price_views.price, name="contract_price"),
    path("contracts/<uuid:pk>/price/new/", price_views.year_new, name="contract_year_new"),
    path("contracts/years/<uuid:pk>/", price_views.year_correct, name="contract_year"),
]
