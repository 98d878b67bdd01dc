from django.urls import include, path

urlpatterns = [
    path("", include("plans.support_plan.urls")),
    path("", include("plans.comments.urls")),
    path("", include("plans.goals.urls")),
    path("", include("plans.measures.urls")),
    path("", include("plans.transition.urls")),
    path("", include("plans.exit.urls")),
]
