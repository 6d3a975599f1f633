"""The app config of the admin."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "wiki.desk.DeskSite"
