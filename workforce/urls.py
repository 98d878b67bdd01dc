from django.urls import include, path

urlpatterns = [
    path("", include("workforce.hours.urls")),
    path("", include("workforce.absence.urls")),
    path("", include("workforce.training.urls")),
    path("", include("workforce.hiring.urls")),
    path("", include("workforce.teams.urls")),
    path("", include("workforce.courses.urls")),
    path("", include("workforce.staff.urls")),
    path("", include("workforce.on_call.urls")),
    path("", include("workforce.sign_out.urls")),
]
