from django.urls import path

from contracts.price import views

urlpatterns = [
    path("contracts/<uuid:pk>/price/", views.price, name="contract_price"),
    path("contracts/<uuid:pk>/price/new/", views.year_new, name="contract_year_new"),
    path("contracts/years/<uuid:pk>/", views.year_correct, name="contract_year"),
    path("contracts/years/<uuid:pk>/withdraw/", views.year_withdraw, name="contract_year_withdraw"),
]
