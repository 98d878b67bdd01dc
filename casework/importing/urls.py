from django.urls import path

from casework.importing import views
from core.record_pages import record_pages

urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/new/", views.import_new, name="import_new"),
    path("imports/template.xlsx", views.import_template, name="import_template"),
    path("imports/samples/<uuid:pk>.xlsx", views.import_sample, name="import_sample"),
    path("imports/<slug:sheet>.csv", views.import_sheet, name="import_sheet"),
    path("imports/<uuid:pk>/", views.import_page, name="import"),
    path("imports/<uuid:pk>/errors.csv", views.import_errors, name="import_errors"),
    *record_pages(
        "Import of records",
        path("imports/<uuid:pk>/rows/<int:number>/", views.import_row, name="import_row"),
    ),
    path("imports/<uuid:pk>/who-is-who/", views.import_who_is_who, name="import_who_is_who"),
    path("imports/<uuid:pk>/all-new/", views.import_all_new, name="import_all_new"),
    path("imports/<uuid:pk>/run/", views.import_run, name="import_run"),
    path("imports/<uuid:pk>/undo/", views.import_undo, name="import_undo"),
    path("contracts/<uuid:pk>/cut-over/", views.cut_over, name="contract_cut_over"),
]
