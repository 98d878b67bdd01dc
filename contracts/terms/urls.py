from django.urls import path

from contracts.terms import views

urlpatterns = [
    path("contracts/<uuid:pk>/terms/new/", views.terms_new, name="contract_terms_new"),
    path("contracts/terms/<uuid:pk>/correct/", views.terms_correct, name="contract_terms_correct"),
    path("contracts/terms/<uuid:pk>/withdraw/", views.terms_withdraw, name="contract_terms_withdraw"),
]
