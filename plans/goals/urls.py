from django.urls import path

from core.record_pages import record_pages
from plans.goals import contract_outcomes, views

urlpatterns = [
    path("contracts/<uuid:pk>/outcomes/", contract_outcomes.contract_outcomes, name="contract_outcomes"),
    path(
        "contracts/<uuid:pk>/outcomes/<uuid:outcome_id>/",
        contract_outcomes.contract_outcome_goals,
        name="contract_outcome_goals",
    ),
    *record_pages(
        "Goals",
        path("plans/<uuid:pk>/goals/new/", views.add_goal, name="goal_add"),
        path("goals/<uuid:pk>/change/", views.change_goal, name="goal_change"),
        path("goals/<uuid:pk>/take-out/", views.take_out, name="goal_take_out"),
        path("goals/<uuid:pk>/outcome/", views.record_outcome, name="goal_outcome"),
        path("goals/<uuid:pk>/rate/", views.rate, name="goal_rate"),
        path("goals/<uuid:pk>/ratings/", views.ratings, name="goal_ratings"),
        path("ratings/<uuid:pk>/strike/", views.strike_rating, name="rating_strike"),
        path("steps/<uuid:pk>/done/", views.tick_step, name="step_done"),
        path("steps/<uuid:pk>/not-done/", views.untick_step, name="step_not_done"),
    ),
    *record_pages(
        "Achievements",
        path("packages/<uuid:pk>/achievements/new/", views.add_achievement, name="achievement_add"),
        path("achievements/<uuid:pk>/strike/", views.strike_achievement, name="achievement_strike"),
        path("achievements/<uuid:pk>/document/", views.achievement_document, name="achievement_document"),
    ),
]
