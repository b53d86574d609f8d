"""django-filer asks that the user model be known to Django's admin. It is, and no address leads there."""

from django.contrib import admin

from people.models import User


@admin.register(User)
class UserAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    search_fields = ("email", "first_name", "last_name")
