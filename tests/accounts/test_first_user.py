"""The first user of an installation comes from `manage.py createsuperuser`."""

from django.core.management import call_command

from accounts.models import User
from contracts.posts import posts_of


def test_createsuperuser_makes_a_user_who_can_sign_in(db, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a long enough passphrase")
    columns = {"email": "Petra@provider.example", "full_name": "Petra Lund"}
    call_command("createsuperuser", interactive=False, verbosity=0, **columns)
    user = User.objects.get()
    assert (user.email, user.full_name, user.has_access) == ("petra@provider.example", "Petra Lund", True)
    assert user.check_password("a long enough passphrase")
    assert not list(posts_of(user)), "only a post gives permissions"
