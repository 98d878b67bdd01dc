from django.urls import path

from plans.views import plan, risk

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
    path("people/<uuid:pk>/risk/", risk.person_risk, name="person_risk"),
    path("people/<uuid:pk>/risk/begin/", risk.begin, name="risk_begin"),
    path("risks/<uuid:pk>/", risk.one, name="risk"),
    path("risks/<uuid:pk>/write/", risk.write, name="risk_write"),
    path("risks/<uuid:pk>/hazards/new/", risk.add_hazard, name="hazard_add"),
    path("risks/<uuid:pk>/in-force/", risk.put_in_force, name="risk_in_force"),
    path("risks/<uuid:pk>/sign/", risk.sign, name="risk_sign"),
    path("risks/<uuid:pk>/confirm/", risk.confirm, name="risk_confirm"),
    path("risks/<uuid:pk>/drop/", risk.drop, name="risk_drop"),
    path("risks/<uuid:pk>/show/", risk.show, name="risk_show"),
    path("risks/shown/<uuid:pk>/paper/", risk.paper, name="risk_paper"),
    path("risks/shown/<uuid:pk>/end/", risk.end_showing, name="risk_shown_end"),
    path("hazards/<uuid:pk>/change/", risk.change_hazard, name="hazard_change"),
    path("hazards/<uuid:pk>/leave-out/", risk.leave_out_hazard, name="hazard_leave_out"),
]
