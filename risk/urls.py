from django.urls import include, path

urlpatterns = [
    path("", include("risk.assessments.urls")),
    path("", include("risk.requests.urls")),
    path("", include("risk.positive_risk.urls")),
    path("", include("risk.safety_plans.urls")),
]
