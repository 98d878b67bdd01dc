"""What was changed on an account and its roles: the rows and their labels."""

from collections.abc import Iterator

from accounts.models import User
from contracts.access.accounts import managed_posts
from contracts.access.role_forms import AccountForm
from contracts.models import Post
from design.changes import TrackedRows, labels_of, last_day


def rows_of_account(user: User, reader: User) -> Iterator[TrackedRows]:
    """Yield the account of `user`, and its roles: those that `reader` manages."""
    yield TrackedRows(
        [user],
        title=lambda _row: "Account",
        labels={
            **labels_of(AccountForm, "full_name", "email", "telephone"),
            "suspended_at": "Access",
            "suspended_reason": "Reason for suspending access",
        },
        texts={"suspended_at": lambda value, _version: "suspended" if value else "can sign in"},
        added=lambda _row: ["Account opened"],
    )
    yield TrackedRows(
        managed_posts(Post.objects.filter(user=user), reader).select_related("contract"),
        title=lambda post: f"Role: {post.get_role_display()}, {post.where}",
        labels={"from_on": "First day", "until_on": "Last day"},
        texts={"until_on": last_day},
        added=lambda _post: ["Role given"],
    )
