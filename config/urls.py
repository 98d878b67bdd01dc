from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("dashboard.urls")),
    path("", include("referrals.urls")),
    path("", include("casework.urls")),
    path("", include("plans.urls")),
    path("", include("risk.urls")),
    path("", include("visits.urls")),
    path("", include("reviews.urls")),
    path("", include("safeguarding.urls")),
    path("", include("reporting.urls")),
    path("", include("portal.urls")),
    path("", include("workforce.urls")),
    path("", include("contracts.urls")),
    path("", include("accounts.urls")),
    path("components/", include("design.urls")),
]

if not settings.PRODUCTION:
    urlpatterns.append(path("", include("demo.urls")))

handler400 = "dashboard.errors.bad_request"
handler403 = "dashboard.errors.forbidden"
handler404 = "dashboard.errors.not_found"
handler500 = "dashboard.errors.server_error"
