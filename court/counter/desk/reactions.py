"""Messages of the spine lead to the desk's case page."""

from court.spine.messages import links

links.case_page("staff", "case_page")
