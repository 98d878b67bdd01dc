from django.urls import path

from contracts.access.views import access, account, roles, second_factor

urlpatterns = [
    path("workforce/accounts/", account.accounts, name="account_list"),
    path("workforce/accounts/accounts.csv", account.accounts_csv, name="account_list_csv"),
    path("workforce/accounts/invite/", account.accounts_invite, name="accounts_invite"),
    path("workforce/accounts/resets/", second_factor.resets, name="second_factor_resets"),
    path("workforce/accounts/resets/<uuid:pk>/confirm/", second_factor.confirm, name="second_factor_confirm"),
    path("workforce/accounts/resets/<uuid:pk>/decline/", second_factor.decline, name="second_factor_decline"),
    path("workforce/accounts/resets/<uuid:pk>/withdraw/", second_factor.withdraw, name="second_factor_withdraw"),
    path("workforce/accounts/<uuid:pk>/second-factor/", second_factor.ask, name="account_second_factor"),
    path("workforce/accounts/new/", account.account_new, name="account_new"),
    path("workforce/accounts/<uuid:pk>/", account.account, name="account_access"),
    path("workforce/accounts/<uuid:pk>/changes/", account.account_changes, name="account_changes"),
    path("workforce/accounts/<uuid:pk>/correct/", account.account_correct, name="account_correct"),
    path("workforce/accounts/<uuid:pk>/invite/", account.account_invite, name="account_invite"),
    path("workforce/accounts/<uuid:pk>/suspend/", access.suspend, name="account_suspend"),
    path("workforce/accounts/<uuid:pk>/restore/", access.restore, name="account_restore"),
    path("workforce/accounts/<uuid:pk>/posts/new/", roles.give, name="account_post_new"),
    path("workforce/accounts/<uuid:pk>/posts/<uuid:post_id>/correct/", roles.correct, name="account_post_correct"),
    path("workforce/accounts/<uuid:pk>/posts/<uuid:post_id>/withdraw/", roles.withdraw, name="account_post_withdraw"),
    path("workforce/accounts/<uuid:pk>/posts/<uuid:post_id>/end/", roles.end_post, name="account_post_end"),
]
