from django.urls import path

from casework.particulars import views
from core.record_pages import record_pages

PERSON = "people/<uuid:pk>/"

urlpatterns = record_pages(
    "Details and contacts",
    path(f"{PERSON}addresses/new/", views.address_new, name="person_address_new"),
    path(f"{PERSON}addresses/<uuid:address_id>/", views.address_change, name="person_address"),
    path(f"{PERSON}addresses/<uuid:address_id>/withdraw/", views.address_withdraw, name="person_address_withdraw"),
    path(f"{PERSON}gps/new/", views.gp_new, name="person_gp_new"),
    path(f"{PERSON}gps/<uuid:gp_id>/", views.gp_change, name="person_gp"),
    path(f"{PERSON}gps/<uuid:gp_id>/withdraw/", views.gp_withdraw, name="person_gp_withdraw"),
    path(f"{PERSON}circumstances/<slug:question>/new/", views.circumstance_new, name="person_circumstance_new"),
    path(f"{PERSON}circumstances/<uuid:circumstance_id>/", views.circumstance_change, name="person_circumstance"),
    path(
        f"{PERSON}circumstances/<uuid:circumstance_id>/withdraw/",
        views.circumstance_withdraw,
        name="person_circumstance_withdraw",
    ),
    path(f"{PERSON}council-references/new/", views.council_reference_new, name="person_council_reference_new"),
    path(
        f"{PERSON}council-references/<uuid:reference_id>/",
        views.council_reference_change,
        name="person_council_reference",
    ),
    path(
        f"{PERSON}council-references/<uuid:reference_id>/withdraw/",
        views.council_reference_withdraw,
        name="person_council_reference_withdraw",
    ),
    path(f"{PERSON}nhs-number/", views.nhs_check, name="person_nhs_check"),
    path(f"{PERSON}nhs-number/withdraw/", views.nhs_check_withdraw, name="person_nhs_check_withdraw"),
)
