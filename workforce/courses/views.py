"""The provider's training courses: an administrator adds, corrects and ends them."""

from uuid import UUID

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import get_allowed_or_404
from contracts.posts import require_permission
from design.changes import TrackedRows, changes_page, labels_of
from design.form_view import form_page, post_action
from workforce import services
from workforce.courses.forms import CourseForm
from workforce.models import TrainingCourse

ENDED_LAST = (F("ended_on").desc(nulls_first=True), "name", "pk")


def _course(request: Request, pk: UUID) -> TrainingCourse:
    """Return the course, for those who set up the service. Raises PermissionDenied or Http404 for others."""
    require_permission(request.user, Permission.KEEP_SERVICE)
    course: TrainingCourse = get_allowed_or_404(TrainingCourse.objects, request.user, Permission.KEEP_SERVICE, pk=pk)
    return course


@page(PageClass.SERVICE_KEEP)
@require_safe
def courses(request: Request) -> HttpResponse:
    """List the courses by name; those that have ended come last."""
    require_permission(request.user, Permission.KEEP_SERVICE)
    rows = TrainingCourse.objects.visible_to(request.user).order_by(*ENDED_LAST)
    return render(request, "workforce/courses/courses.html", {"courses": rows})


@page(PageClass.SERVICE_KEEP)
def course_new(request: Request) -> HttpResponse:
    require_permission(request.user, Permission.KEEP_SERVICE)
    return form_page(
        request,
        CourseForm,
        title="New course",
        save=lambda data: services.add_course(by=request.user, **data),
        success_url=reverse("courses"),
        success_message="Course added.",
        back=reverse("courses"),
    )


@page(PageClass.SERVICE_KEEP)
def course_correct(request: Request, pk: UUID) -> HttpResponse:
    course = _course(request, pk)
    return form_page(
        request,
        CourseForm,
        title=f"Change course: {course}",
        initial={"name": course.name, "is_required": course.is_required, "valid_months": course.valid_months},
        save=lambda data: services.correct_course(course=course, by=request.user, **data),
        success_url=reverse("courses"),
        success_message="Course saved.",
        back=reverse("courses"),
    )


@page(PageClass.SERVICE_KEEP)
@require_POST
def course_end(request: Request, pk: UUID) -> HttpResponse:
    course = _course(request, pk)
    return post_action(
        request,
        lambda: services.end_course(course=course, by=request.user),
        success_url=reverse("courses"),
        success_message="Course ended. It is no longer required, and forms no longer offer it.",
    )


@page(PageClass.SERVICE_KEEP)
@require_POST
def course_reopen(request: Request, pk: UUID) -> HttpResponse:
    course = _course(request, pk)
    return post_action(
        request,
        lambda: services.reopen_course(course=course, by=request.user),
        success_url=reverse("courses"),
        success_message="Course reopened. It is not required. To require it, change the course.",
    )


@page(PageClass.SERVICE_KEEP)
@require_safe
def course_changes(request: Request, pk: UUID) -> HttpResponse:
    course = _course(request, pk)
    labels = {**labels_of(CourseForm), "ended_on": "Ended on"}
    return changes_page(
        request,
        TrackedRows([course], title=lambda _row: "Course", labels=labels),
        title=f"History of changes: {course}",
        back=reverse("courses"),
        back_text="Courses",
    )
