"""How static files are served: compressed, under names that carry their content's hash, so that they cache for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Imports between our own ES modules follow the hashed names."""

    support_js_module_import_aggregation = True
