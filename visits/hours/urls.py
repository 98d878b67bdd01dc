from django.urls import path

from core.record_pages import record_pages
from visits.hours import views

urlpatterns = [
    *record_pages(
        "Hours report",
        path("visits/hours/", views.index, name="hours"),
        path("visits/hours/csv/", views.csv, name="hours_csv"),
        path("visits/hours/rows/", views.rows, name="hours_rows"),
    ),
    path("visits/hours/payroll/", views.payroll_csv, name="payroll_csv"),
    path("visits/hours/money/<uuid:pk>/", views.money, name="hours_money"),
    path("visits/hours/money/<uuid:pk>/csv/", views.money_csv, name="hours_money_csv"),
]
