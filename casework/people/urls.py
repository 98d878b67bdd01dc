from django.urls import path

from casework.people.views import death, merging, person

urlpatterns = [
    path("people/<uuid:pk>/keyworker/", person.keyworker, name="person_keyworker"),
    path("people/<uuid:pk>/visit-warning/", person.visit_warning, name="person_visit_warning"),
    path("people/<uuid:pk>/merge/", merging.merge, name="person_merge"),
    path("people/<uuid:pk>/merge/undo/", merging.undo_merge, name="person_merge_undo"),
    path("people/<uuid:pk>/death/", death.death, name="person_death"),
]
