from django.urls import path

from workforce.teams import views

urlpatterns = [
    path("workforce/teams/", views.teams, name="teams"),
    path("workforce/teams/new/", views.team_new, name="team_new"),
    path("workforce/teams/<uuid:pk>/", views.team_rename, name="team_rename"),
    path("workforce/teams/<uuid:pk>/changes/", views.team_changes, name="team_changes"),
    path("workforce/teams/<uuid:pk>/end/", views.team_end, name="team_end"),
    path("workforce/teams/<uuid:pk>/reopen/", views.team_reopen, name="team_reopen"),
]
