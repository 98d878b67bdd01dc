from django.urls import path

from core.record_pages import record_pages
from plans.exit import views

urlpatterns = [
    *record_pages(
        "Exit plan",
        path("people/<uuid:pk>/exit/", views.person_exit, name="person_exit"),
        path("packages/<uuid:pk>/exit/", views.write_exit, name="exit_write"),
        path("exit-plans/<uuid:pk>/agree/", views.agree_exit, name="exit_agree"),
        path(
            "exit-plans/<uuid:pk>/agreements/<uuid:row>/withdraw/",
            views.withdraw_agreement,
            name="exit_agreement_withdraw",
        ),
        path("exit-plans/<uuid:pk>/conditions/<uuid:row>/done/", views.finish_condition, name="exit_condition_done"),
    ),
]
