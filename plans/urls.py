from django.urls import path

from plans.views import plan

urlpatterns = [
    path("people/<uuid:pk>/plan/", plan.person_plan, name="person_plan"),
    path("packages/<uuid:pk>/plan/", plan.start, name="plan_start"),
    path("plans/<uuid:pk>/write/", plan.write, name="plan_write"),
    path("plans/<uuid:pk>/goals/new/", plan.add_goal, name="goal_add"),
    path("plans/<uuid:pk>/offer/", plan.offer, name="plan_offer"),
    path("plans/<uuid:pk>/take-back/", plan.take_back, name="plan_take_back"),
    path("plans/<uuid:pk>/agreement/", plan.record_agreement, name="plan_agreement"),
    path("plans/<uuid:pk>/comment/", plan.comment, name="plan_comment"),
    path("goals/<uuid:pk>/change/", plan.change_goal, name="goal_change"),
    path("goals/<uuid:pk>/close/", plan.close_goal, name="goal_close"),
]
