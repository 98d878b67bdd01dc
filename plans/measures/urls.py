from django.urls import path

from core.record_pages import record_pages
from plans.measures import views

urlpatterns = [
    *record_pages(
        "Wellbeing",
        path("people/<uuid:pk>/wellbeing/", views.measures, name="person_measures"),
        path("people/<uuid:pk>/wellbeing/ask/", views.ask_wellbeing, name="measure_ask"),
        path("people/<uuid:pk>/wellbeing/score/", views.add_score, name="measure_score"),
        path("wellbeing/<uuid:pk>/strike/", views.strike, name="measure_strike"),
        path("people/<uuid:pk>/wellbeing/preference/", views.set_rating_preference, name="rating_preference"),
    ),
]
