from django.urls import path

from casework.keyworker_absence import views

urlpatterns = [
    path("keyworkers-away/", views.keyworkers_away, name="keyworkers_away"),
    path("keyworkers-away/new/", views.new_absence, name="keyworker_away_new"),
    path("keyworkers-away/<uuid:pk>/", views.change_absence, name="keyworker_away_change"),
    path("keyworkers-away/<uuid:pk>/withdraw/", views.withdraw_absence, name="keyworker_away_withdraw"),
]
