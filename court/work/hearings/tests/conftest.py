from court.spine.cases.tests import stagefixtures

look, opened, web = stagefixtures.look, stagefixtures.opened, stagefixtures.web
