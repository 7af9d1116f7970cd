"""How far two people who read alone agree: Cohen's kappa, with the number it rests on."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

LEAST = 10  # double readings: under ten, one reading more or less turns the figure over


@dataclass(frozen=True)
class Agreement:
    """n: double readings; agreed: how many said the same; kappa: None where it is not shown,
    under ten readings or where chance alone would give full agreement."""

    n: int
    agreed: int
    kappa: float | None

    @property
    def is_shown(self) -> bool:
        """Whether there are enough readings to say anything of agreement."""
        return self.n >= LEAST

    @property
    def words(self) -> str:
        """The sentence that the method page prints."""
        if not self.is_shown:
            return f"Agreement is not shown under {LEAST} double readings; so far {self.n}."
        same = f"The two said the same in {self.agreed:,} of {self.n:,} double readings."
        if self.kappa is None:
            return f"{same} Cohen’s kappa has no value here: every reading says one and the same."
        return f"{same} Cohen’s kappa is {self.kappa:.2f} (n = {self.n:,})."


def agreement(pairs: Sequence[tuple[Hashable, Hashable]]) -> Agreement:
    """Of pairs of categories, the first reader's and the second's.

    kappa = (p - e) / (1 - e): p the share of pairs that agree, e the share that would by chance,
    from how often each reader used each category. Undefined where e is 1.
    """
    n = len(pairs)
    agreed = sum(one == other for one, other in pairs)
    if n < LEAST:
        return Agreement(n, agreed, None)
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    by_chance = sum(first[kind] * second[kind] for kind in first)  # of n * n
    if by_chance == n * n:
        return Agreement(n, agreed, None)
    return Agreement(n, agreed, (agreed * n - by_chance) / (n * n - by_chance))
