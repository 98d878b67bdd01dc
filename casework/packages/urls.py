from django.urls import path

from casework.packages.views import corrections, council_documents, package
from core.record_pages import record_pages

urlpatterns = [
    *record_pages(
        "Support package",
        path("packages/<uuid:pk>/", package.package, name="package"),
        path("packages/<uuid:pk>/hours/", package.package_hours, name="package_hours"),
        path("packages/<uuid:pk>/strand/", package.package_strand, name="package_strand"),
        path("packages/<uuid:pk>/expected-end/", package.package_expected_end, name="package_expected_end"),
        path("packages/<uuid:pk>/ending/", package.package_ending, name="package_ending"),
        path("packages/<uuid:pk>/ending/undo/", corrections.undo_ending, name="package_undo_ending"),
        path(
            "packages/<uuid:pk>/hours/<uuid:row_id>/correct/",
            corrections.correct_hours,
            name="package_hours_correct",
        ),
        path(
            "packages/<uuid:pk>/hours/<uuid:row_id>/withdraw/",
            corrections.withdraw_hours,
            name="package_hours_withdraw",
        ),
        path(
            "packages/<uuid:pk>/strand/<uuid:row_id>/correct/",
            corrections.correct_strand,
            name="package_strand_correct",
        ),
        path(
            "packages/<uuid:pk>/strand/<uuid:row_id>/withdraw/",
            corrections.withdraw_strand,
            name="package_strand_withdraw",
        ),
        path("packages/<uuid:pk>/end/", package.end_package, name="package_end"),
    ),
    *record_pages(
        "Council documents",
        path("packages/<uuid:pk>/documents/<uuid:document_id>/", package.package_document, name="package_document"),
        path(
            "packages/<uuid:pk>/documents/<uuid:document_id>/withdraw/",
            corrections.withdraw_document,
            name="package_document_withdraw",
        ),
        path("packages/<uuid:pk>/documents/add/", council_documents.document_add, name="package_document_add"),
    ),
]
