from django.urls import include, path

urlpatterns = [
    path("", include("safeguarding.concerns.urls")),
]
