"""The stage, and browsers of its cast."""

from court.spine.cases.tests import stagefixtures

stage, assigned, web = stagefixtures.stage, stagefixtures.assigned, stagefixtures.web
