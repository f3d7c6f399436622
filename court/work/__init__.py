"""The rooms where the court works. They do not import each other; they meet in the spine."""
