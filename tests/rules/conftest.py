"""Property tests run the same examples every time where CI is set."""

import os

from hypothesis import settings

settings.register_profile("derandomised", derandomize=True, deadline=None)
settings.register_profile("exploring", deadline=None)
settings.load_profile("derandomised" if os.environ.get("CI") else "exploring")
