"""How a long-lived web process keeps its memory."""

import gc

# A table of 153 councils makes some 100,000 small objects at once, none of them in a circle.
# Looking through them after every 700 took a quarter of the page's time (`make bench`).
LOOK_FOR_CIRCLES_EVERY = 10_000  # new objects


def settle_memory() -> None:
    """What was loaded at the start stays for good; circles are looked for less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(LOOK_FOR_CIRCLES_EVERY, 10, 5)
