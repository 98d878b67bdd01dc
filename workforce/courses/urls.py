from django.urls import path

from workforce.courses import views

urlpatterns = [
    path("workforce/courses/", views.courses, name="courses"),
    path("workforce/courses/new/", views.course_new, name="course_new"),
    path("workforce/courses/<uuid:pk>/", views.course_correct, name="course_correct"),
    path("workforce/courses/<uuid:pk>/changes/", views.course_changes, name="course_changes"),
    path("workforce/courses/<uuid:pk>/end/", views.course_end, name="course_end"),
    path("workforce/courses/<uuid:pk>/reopen/", views.course_reopen, name="course_reopen"),
]
