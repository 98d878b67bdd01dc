from django.urls import include, path

urlpatterns = [
    path("", include("reviews.agreed_steps.urls")),
    path("", include("reviews.connections.urls")),
    path("", include("reviews.updates.urls")),
    path("", include("reviews.package_reviews.urls")),
]
