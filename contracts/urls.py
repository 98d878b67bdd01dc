from django.urls import include, path

urlpatterns = [
    path("", include("contracts.access.urls")),
    path("", include("contracts.provider.urls")),
    path("", include("contracts.councils.urls")),
    path("", include("contracts.details.urls")),
    path("", include("contracts.terms.urls")),
    path("", include("contracts.price.urls")),
    path("", include("contracts.names.urls")),
]
