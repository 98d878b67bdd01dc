from django.urls import path

from core.record_pages import record_pages
from reviews.agreed_steps import views

urlpatterns = record_pages(
    "Reviews",
    path("reviews/<uuid:pk>/agreed/<str:step>/", views.drop_step, name="review_step_drop"),
    path("reviews/agreed/<uuid:pk>/resume/", views.resume_step, name="review_step_resume"),
)
