"""Holdfast's own addresses, and a bare Django view for somebody signed in: one template, of any size."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.safestring import mark_safe

from config.urls import urlpatterns as product

LINKS = [("/me/", "My day"), ("/courses/", "Learning"), ("/logs/", "My logs"), ("/me/account/", "Account")]


def bare(request: HttpRequest, padding: int) -> HttpResponse:
    context = {"site": "Holdfast", "links": LINKS, "title": "Bare", "padding": mark_safe(" " * padding)}
    return render(request, "bench/bare.html", context)


urlpatterns = [path("bare/<int:padding>/", bare), *product]
