from django.urls import path

from casework.people.views import death, details, merging, person
from core.record_pages import record_pages

urlpatterns = [
    *record_pages(
        "Keyworker",
        path("people/<uuid:pk>/keyworker/", person.keyworker, name="person_keyworker"),
        path(
            "people/<uuid:pk>/keyworker/<uuid:term_id>/withdraw/",
            person.withdraw_keyworker,
            name="person_keyworker_withdraw",
        ),
    ),
    *record_pages(
        "Details and contacts",
        path("people/<uuid:pk>/details/", details.details, name="person_details"),
        path("people/<uuid:pk>/details/change/", details.change, name="person_details_change"),
        *details.CONTACTS.paths("contacts", "person_contact", withdraw="remove"),
        *details.RELATIONSHIPS.paths("relationships", "person_relationship"),
    ),
    *record_pages(
        "Visit warning",
        path("people/<uuid:pk>/visit-warning/", person.visit_warning, name="person_visit_warning"),
    ),
    *record_pages(
        "Merging of records",
        path("people/<uuid:pk>/merge/", merging.merge, name="person_merge"),
        path("people/<uuid:pk>/merge/undo/", merging.undo_merge, name="person_merge_undo"),
    ),
    *record_pages(
        "Record of a death",
        path("people/<uuid:pk>/death/", death.death, name="person_death"),
    ),
]
