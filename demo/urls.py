from django.urls import path

from demo import views

urlpatterns = [
    path("demo/sign-in/<str:key>/", views.sign_in, name="demo_sign_in"),
    path("demo/walks/<slug:key>/", views.walk, name="demo_walk"),
]
