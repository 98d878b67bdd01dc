from django.urls import include, path

urlpatterns = [
    path("", include("casework.access.urls")),
    path("", include("casework.portal_lock.urls")),
    path("", include("casework.consent.urls")),
    path("", include("casework.unusual_access.urls")),
    path("", include("casework.people.urls")),
    path("", include("casework.access_needs.urls")),
    path("", include("casework.profile.urls")),
    path("", include("casework.times.urls")),
    path("", include("casework.particulars.urls")),
    path("", include("casework.hospital.urls")),
    path("", include("casework.packages.urls")),
    path("", include("casework.age_limit.urls")),
    path("", include("casework.questions.urls")),
    path("", include("casework.allocation.urls")),
    path("", include("casework.keyworker_absence.urls")),
    path("", include("casework.importing.urls")),
]
