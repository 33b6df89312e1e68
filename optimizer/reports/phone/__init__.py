"""The phone page of one vehicle: its trips as plain HTML, for a driver on an old phone."""

from optimizer.reports.phone.page import Issue, phone_page, plain_page
from optimizer.reports.phone.style import SECURITY

__all__ = ["SECURITY", "Issue", "phone_page", "plain_page"]
