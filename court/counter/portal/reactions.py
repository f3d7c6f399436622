"""Messages of the spine lead to the litigant's case page."""

from court.spine.messages import links

links.case_page("phone", "my_case")
