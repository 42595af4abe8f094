"""Fractions as people read them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction


def percent(fraction: Fraction, places: int = 1) -> Decimal:
    """A fraction of 1 as a percentage, cut towards zero and never rounded up.

    >>> percent(Fraction(84999, 100000))
    Decimal('84.9')
    """
    scaled = abs(fraction) * 100 * 10**places
    digits = Decimal(int(scaled)).scaleb(-places)
    return -digits if fraction < 0 else digits


class Percentage:
    """What an interval shows itself as."""

    __slots__ = ()
    low: Fraction
    high: Fraction

    @property
    def percent(self) -> tuple[Decimal, Decimal]:
        """Both ends as percentages with one decimal, cut towards zero."""
        return percent(self.low), percent(self.high)

    def __str__(self) -> str:
        low, high = (f"{end:f}".removesuffix(".0") + "%" for end in self.percent)
        return low if self.low == self.high else f"{low} – {high}"
