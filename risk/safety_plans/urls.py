from django.urls import path

from core.record_pages import record_pages
from risk.safety_plans import views

urlpatterns = [
    *record_pages(
        "Safety plan",
        path("people/<uuid:pk>/safety-plan/", views.person_safety_plan, name="person_safety_plan"),
        path("people/<uuid:pk>/safety-plan/begin/", views.begin, name="safety_plan_begin"),
        path("people/<uuid:pk>/safety-plan/<slug:reader>/", views.decide_sharing, name="safety_plan_sharing"),
        path("safety-plans/<uuid:pk>/", views.safety_plan, name="safety_plan"),
        path("safety-plans/<uuid:pk>/write/", views.write, name="safety_plan_write"),
        path("safety-plans/<uuid:pk>/live/", views.make_live, name="safety_plan_live"),
        path("safety-plans/<uuid:pk>/review/", views.confirm, name="safety_plan_confirm"),
        path("safety-plans/<uuid:pk>/drop/", views.drop, name="safety_plan_drop"),
        path("safety-plans/<uuid:pk>/end/", views.end, name="safety_plan_end"),
        path("safety-plans/<uuid:pk>/error/", views.strike, name="safety_plan_strike"),
        path("safety-plans/<uuid:pk>/copies/new/", views.add_copy, name="safety_plan_copy_new"),
        path("safety-plans/copies/<uuid:pk>/withdraw/", views.withdraw_copy, name="safety_plan_copy_withdraw"),
    ),
    *record_pages(
        "Advance choice documents",
        *views.ADVANCE_CHOICES.paths("advance-choices", "advance_choice", "remove"),
    ),
]
