from datetime import date

from django.urls import path, register_converter

from court.base.courts import views, views_settings


class DayConverter:
    """A day in an address: 2026-03-02."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(DayConverter, "day")

urlpatterns = [
    path("settings/", views_settings.settings, name="court_settings"),
    path("settings/<str:key>/", views_settings.one, name="court_setting"),
    path("settings/changes/<int:pk>/decide/", views_settings.decide, name="setting_decide"),
    path("settings/changes/<int:pk>/withdraw/", views_settings.withdraw, name="setting_withdraw"),
    path("holidays/", views.holidays, name="holidays"),
    path("holidays/set/", views.holiday_set, name="holiday_set"),
    path("holidays/<day:day>/remove/", views.holiday_remove, name="holiday_remove"),
    path("holidays/confirm/", views.year_confirm, name="holiday_year_confirm"),
]
