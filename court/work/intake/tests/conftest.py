from court.spine.dossier.tests import conftest as dossier

stage = dossier.stage
case = dossier.case
heard = dossier.heard
put = dossier.put
web = dossier.web
_clean_scanner = dossier._clean_scanner
