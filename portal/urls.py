from django.urls import path

from portal import decisions, views

urlpatterns = [
    path("me/", views.me, name="me"),
    path("me/plan/", views.my_plan, name="my_plan"),
    path("me/plan/<uuid:pk>/comment/", views.comment, name="my_comment"),
    path("me/plan/<uuid:pk>/agree/", views.agree, name="my_agree"),
    path("me/plan/<uuid:pk>/decline/", views.decline, name="my_decline"),
    path("me/goals/<uuid:pk>/comment/", views.comment_goal, name="my_goal_comment"),
    path("me/decisions/", decisions.my_decisions, name="my_decisions"),
    path("me/openings/", views.my_openings, name="my_openings"),
    path("me/sharing/", views.sharing, name="my_sharing"),
    path("me/sharing/<uuid:pk>/let-see/", views.let_see, name="my_let_see"),
    path("me/consents/<uuid:pk>/withdraw/", views.withdraw, name="my_withdraw"),
    path("service/", views.service, name="service"),
    path("service/easy-read/", views.service_easy_read, name="service_easy_read"),
]
