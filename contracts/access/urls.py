from django.urls import path

from contracts.access import views

urlpatterns = [
    path("workforce/accounts/", views.accounts, name="account_list"),
    path("workforce/accounts/<uuid:pk>/", views.account, name="account_access"),
    path("workforce/accounts/<uuid:pk>/suspend/", views.suspend, name="account_suspend"),
    path("workforce/accounts/<uuid:pk>/restore/", views.restore, name="account_restore"),
    path("workforce/accounts/<uuid:pk>/posts/<uuid:post_id>/end/", views.end_post, name="account_post_end"),
]
