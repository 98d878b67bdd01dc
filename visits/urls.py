from django.urls import include, path

urlpatterns = [
    path("", include("visits.rota.urls")),
    path("", include("visits.log.urls")),
    path("", include("visits.lone_working.urls")),
    path("", include("visits.same_day.urls")),
    path("", include("visits.hours.urls")),
    path("", include("visits.downtime.urls")),
    path("", include("visits.phone.urls")),
]
