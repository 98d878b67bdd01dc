from django.urls import path

from plans import views

urlpatterns = [
    path("people/<uuid:pk>/plan/", views.person_plan, name="person_plan"),
    path("packages/<uuid:pk>/plan/", views.start, name="plan_start"),
    path("plans/<uuid:pk>/write/", views.write, name="plan_write"),
    path("plans/<uuid:pk>/goals/new/", views.add_goal, name="goal_add"),
    path("plans/<uuid:pk>/offer/", views.offer, name="plan_offer"),
    path("plans/<uuid:pk>/take-back/", views.take_back, name="plan_take_back"),
    path("plans/<uuid:pk>/agreement/", views.record_agreement, name="plan_agreement"),
    path("plans/<uuid:pk>/comment/", views.comment, name="plan_comment"),
    path("goals/<uuid:pk>/change/", views.change_goal, name="goal_change"),
    path("goals/<uuid:pk>/close/", views.close_goal, name="goal_close"),
]
