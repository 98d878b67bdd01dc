from django.urls import path

from contracts.councils import views

urlpatterns = [
    path("contracts/councils/", views.councils, name="councils"),
    path("contracts/councils/new/", views.council_new, name="council_new"),
    path("contracts/councils/<uuid:pk>/", views.council_change, name="council"),
    path("contracts/councils/<uuid:pk>/remove/", views.council_remove, name="council_remove"),
    path("contracts/councils/<uuid:pk>/changes/", views.council_changes, name="council_changes"),
]
