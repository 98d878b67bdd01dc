from django.urls import include, path

urlpatterns = [
    path("", include("safeguarding.concerns.urls")),
    path("", include("safeguarding.incidents.urls")),
    path("", include("safeguarding.incidents.follow_up.urls")),
]
