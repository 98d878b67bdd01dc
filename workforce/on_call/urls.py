from django.urls import path

from workforce.on_call import views

urlpatterns = [
    path("on-call/", views.on_call, name="on_call"),
    path("on-call/new/<uuid:pk>/", views.on_call_new, name="on_call_new"),
    path("on-call/<uuid:pk>/end/", views.on_call_end, name="on_call_end"),
]
