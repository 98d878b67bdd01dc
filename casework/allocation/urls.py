from django.urls import path

from casework.allocation.views import allocation, reallocation, relations
from core.record_pages import record_pages

urlpatterns = [
    *record_pages(
        "Allocation of workers",
        path("packages/<uuid:pk>/allocate/", allocation.allocate, name="allocate"),
        path(
            "packages/<uuid:pk>/allocations/<uuid:allocation_id>/end/",
            allocation.end_allocation,
            name="allocation_end",
        ),
        path(
            "packages/<uuid:pk>/allocations/<uuid:allocation_id>/withdraw/",
            allocation.withdraw_allocation,
            name="allocation_withdraw",
        ),
    ),
    path("workforce/<uuid:pk>/absences/new/", reallocation.absence_new, name="worker_absence_new"),
    path("workforce/<uuid:pk>/absences/<uuid:absence_id>/cover/", reallocation.cover, name="worker_cover"),
    path("workforce/<uuid:pk>/reallocate/", reallocation.reallocate, name="worker_reallocate"),
    path("workforce/<uuid:pk>/relations/new/", relations.relation_new, name="worker_relation_new"),
    path(
        "workforce/<uuid:pk>/relations/<uuid:relation_id>/withdraw/",
        relations.relation_withdraw,
        name="worker_relation_withdraw",
    ),
]
