"""The stage, a case with its judge, and browsers in which the cast is signed in."""

from court.spine.cases.tests import stagefixtures

stage, assigned, web = stagefixtures.stage, stagefixtures.assigned, stagefixtures.web
