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
        path("people/<uuid:pk>/contacts/new/", details.contact_new, name="person_contact_new"),
        path("people/<uuid:pk>/contacts/<uuid:point_id>/", details.contact_change, name="person_contact"),
        path("people/<uuid:pk>/contacts/<uuid:point_id>/remove/", details.contact_remove, name="person_contact_remove"),
        path("people/<uuid:pk>/relationships/new/", details.relationship_new, name="person_relationship_new"),
        path(
            "people/<uuid:pk>/relationships/<uuid:relationship_id>/",
            details.relationship_change,
            name="person_relationship",
        ),
        path(
            "people/<uuid:pk>/relationships/<uuid:relationship_id>/withdraw/",
            details.relationship_withdraw,
            name="person_relationship_withdraw",
        ),
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
