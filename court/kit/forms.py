"""How forms look: Django's own rendering with the house's templates (kit/form.html, kit/field.html)."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    form_template_name = "kit/form.html"
    field_template_name = "kit/field.html"
