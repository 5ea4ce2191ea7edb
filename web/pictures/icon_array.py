"""A hundred people as icons, twenty to a row; so many of them, from the first on, are filled."""

from decimal import ROUND_HALF_UP, Decimal

ROW, SIDE = 20, 10  # icons in a row, and units an icon
WHOLE = Decimal(1)


def people(rate: Decimal) -> int:
    """How many whole people of a hundred that rate is."""
    return int(rate.quantize(WHOLE, rounding=ROUND_HALF_UP))


def filled(rate: Decimal) -> str:
    """The path around the icons that are filled: whole rows, then what is left of one."""
    rows, left = divmod(people(rate), ROW)
    whole = f"M0 0h{ROW * SIDE}v{rows * SIDE}h-{ROW * SIDE}z" if rows else ""
    rest = f"M0 {rows * SIDE}h{left * SIDE}v{SIDE}h-{left * SIDE}z" if left else ""
    return whole + rest
