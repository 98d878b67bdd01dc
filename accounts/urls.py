from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from allauth.socialaccount.views import login_cancelled
from django.urls import include, path, re_path

from accounts import views
from accounts.code_links import views as code_links
from accounts.confirm_first import confirm_first, confirm_to_connect, confirm_unless_first
from accounts.email_change import views as email_change
from accounts.idle import views as idle
from accounts.invitations import views as invitations
from accounts.leaving import views as leaving
from accounts.second_factor import start
from accounts.sessions import views as sessions
from accounts.single_sign_on import views as single_sign_on
from accounts.telephone import views as telephone

# The pages of the sign-in library that are used, each by name: what a new version of it adds stays closed.
sign_in = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("signup/", account.signup, name="account_signup"),  # closed; the library names it in a mail
    path("login/code/", account.request_login_code, name="account_request_login_code"),
    path("login/code/confirm/", account.confirm_login_code, name="account_confirm_login_code"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", confirm_first(account.password_set), name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
methods = [
    path("", second_factor.index, name="mfa_index"),
    path("start/", start, name="second_factor_start"),
    path("authenticate/", second_factor.authenticate, name="mfa_authenticate"),
    path("reauthenticate/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("totp/activate/", confirm_unless_first(app.activate_totp), name="mfa_activate_totp"),
    path("totp/deactivate/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/generate/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("recovery-codes/download/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("webauthn/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("webauthn/add/", confirm_unless_first(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("webauthn/login/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("webauthn/reauthenticate/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("webauthn/keys/<int:pk>/edit/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("webauthn/keys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
]

urlpatterns = [
    path("accounts/", include(sign_in)),
    path("accounts/2fa/", include(methods)),
    path("accounts/with/cancelled/", login_cancelled, name="socialaccount_login_cancelled"),
    path("accounts/with/<slug:provider_id>/", confirm_to_connect(openid_connect.login), name="openid_connect_login"),
    path("accounts/with/<slug:provider_id>/callback/", openid_connect.callback, name="openid_connect_callback"),
    path("account/sign-in/<int:pk>/remove/", single_sign_on.remove, name="single_sign_on_remove"),
    path("accounts/invitation/<str:token>/", invitations.invitation, name="invitation"),
    path("accounts/invitation/<str:token>/accept/", invitations.accept, name="invitation_accept"),
    path("account/stay/", idle.stay, name="stay_signed_in"),
    path("account/sessions/own-device/", idle.own_device, name="own_device"),
    path("account/sessions/shared-device/", idle.shared_device, name="shared_device"),
    path("account/sessions/", sessions.sessions, name="my_sessions"),
    path("account/sessions/<int:pk>/end/", sessions.end, name="my_session_end"),
    path("account/sessions/end-others/", sessions.end_others, name="my_sessions_end_others"),
    path("account/telephone/", telephone.change, name="change_telephone"),
    path("account/telephone/code/", telephone.confirm, name="confirm_telephone"),
    path("account/email/", email_change.change, name="change_email"),
    path("account/email/confirm/<str:token>/", email_change.confirm, name="confirm_email"),
    path("account/email/confirm/<str:token>/change/", email_change.confirmed, name="email_confirmed"),
    path("links/<str:token>/", code_links.link, name="code_link"),
    path("links/<str:token>/send/", code_links.send_code, name="code_link_send"),
    path("links/<str:token>/code/", code_links.enter_code, name="code_link_code"),
    path("leave/", leaving.leave, name="leave"),
    path("drafts/<str:key>/", views.save_draft, name="save_draft"),
    path("drafts/<str:key>/discard/", views.discard_draft, name="discard_draft"),
]
