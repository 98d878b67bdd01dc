from django.urls import path

from contracts.details import views

urlpatterns = [
    path("contracts/new/", views.contract_new, name="contract_new"),
    path("contracts/<uuid:pk>/details/", views.contract_change, name="contract_details"),
]
