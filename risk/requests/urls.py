from django.urls import path

from core.record_pages import record_pages
from risk.requests import views

urlpatterns = record_pages(
    "Request for the risk assessment",
    path("people/<uuid:pk>/risk/request/", views.risk_request_new, name="risk_request_new"),
    path("risks/requests/<uuid:pk>/", views.risk_request, name="risk_request"),
    path("risks/requests/<uuid:pk>/decline/", views.risk_request_decline, name="risk_request_decline"),
    path("risks/requests/<uuid:pk>/withdraw/", views.risk_request_withdraw, name="risk_request_withdraw"),
)
