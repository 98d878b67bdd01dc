from django.urls import path

from casework.access.row_pages import PERSON
from casework.particulars import views
from core.record_pages import record_pages

urlpatterns = record_pages(
    "Details and contacts",
    *views.ADDRESSES.paths("addresses", "person_address"),
    *views.GPS.paths("gps", "person_gp"),
    path(f"{PERSON}circumstances/<slug:question>/new/", views.circumstance_new, name="person_circumstance_new"),
    *views.CIRCUMSTANCES.paths_of_row(f"{PERSON}circumstances/<uuid:row_id>/", "person_circumstance"),
    *views.COUNCIL_REFERENCES.paths("council-references", "person_council_reference"),
    path(f"{PERSON}nhs-number/", views.nhs_check, name="person_nhs_check"),
    path(f"{PERSON}nhs-number/withdraw/", views.nhs_check_withdraw, name="person_nhs_check_withdraw"),
)
