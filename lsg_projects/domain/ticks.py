"""Round steps of a chart's axis, for screen and paper alike."""

import math

_ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)
_TOLERANCE = 1e-9


def _round_step(least: float) -> float:
    """The smallest of 1, 2, 2.5, 5 times a power of ten that is not under `least`."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in _ROUND if factor * power >= least * (1 - _TOLERANCE))


def nice_ticks(maximum: float, count: int = 5) -> list[float]:
    """Say where the grid lines of an axis from 0 stand: at most `count` steps, the last one not under `maximum`.

    The unit is the caller's (tiyn, percent, pieces). An axis without a positive value gets the single step 0 to 1,
    so that a chart of zeros can still be drawn. Raises ValueError where `count` is under 1 or `maximum` not finite.
    """
    if count < 1:
        raise ValueError("an axis has at least one step")
    if not math.isfinite(maximum):
        raise ValueError("an axis ends at a finite value")
    if maximum <= 0:
        return [0.0, 1.0]
    step = _round_step(maximum / count)
    steps = math.ceil(maximum / step - _TOLERANCE)
    return [round(index * step, 10) for index in range(steps + 1)]
