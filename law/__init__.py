"""The rules of law, as pure functions over dated data with articles. Standard library only.

Nothing here knows the web, the database or the time of day: dates, money and facts come in, an
`Answer` with its steps and articles goes out. `law.registry` lists every rule by the name that
worked examples use; `law.instruments` is the register of instruments and their versions.
"""
