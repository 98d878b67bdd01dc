from django.urls import path

from workforce import views
from workforce.on_call import views as on_call_views

urlpatterns = [
    path("workforce/<uuid:pk>/hours/", views.hours, name="worker_hours"),
    path("workforce/<uuid:pk>/pattern/", views.pattern, name="worker_pattern"),
    path("workforce/<uuid:pk>/ceiling/", views.ceiling, name="worker_ceiling"),
    path("workforce/<uuid:pk>/ceiling/lift/", views.ceiling_lift, name="worker_ceiling_lift"),
    path("workforce/<uuid:pk>/absences/<uuid:absence_id>/end/", views.absence_end, name="worker_absence_end"),
    path("workforce/<uuid:pk>/training/new/", views.training_new, name="worker_training_new"),
    path("workforce/<uuid:pk>/particulars/", views.particulars, name="worker_particulars"),
    path("workforce/<uuid:pk>/leave/", views.leave, name="worker_leave"),
    path("workforce/<uuid:pk>/suspend/", views.suspend, name="worker_suspend"),
    path("workforce/<uuid:pk>/restore/", views.restore, name="worker_restore"),
    path("on-call/", on_call_views.on_call, name="on_call"),
    path("contracts/<uuid:pk>/on-call/new/", on_call_views.on_call_new, name="on_call_new"),
    path("on-call/<uuid:pk>/end/", on_call_views.on_call_end, name="on_call_end"),
]
