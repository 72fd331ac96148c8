"""The exact solver behind the ranking: HiGHS, one thread, one seed, and an end to its time."""

from __future__ import annotations

import time

import highspy
import numpy as np

from lsg_projects.domain.portfolio.program import Found, Program, Status

_OPTIONS: dict[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.5,  # gains are whole numbers
}
_LEAST_SECONDS = 0.01


class _Quiet(highspy.Highs):
    """The solver without its callbacks: nobody uses them, and setting them up prints a banner to standard output."""

    def __init__(self) -> None:
        """Begin at the parent's parent."""
        super(highspy.Highs, self).__init__()


class Highs:
    """Best sets by branch and bound; every question of one instance shares the same end of time."""

    def __init__(self, seconds: float) -> None:
        """Begin to count *seconds*."""
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Give the seconds that remain."""
        return self._end - time.monotonic()

    def best(self, program: Program) -> Found:
        """Find a set with the largest gain; UNFINISHED where the time is over, with a set where one was found."""
        if self.left < _LEAST_SECONDS:
            return Found(Status.UNFINISHED)
        solver = self._loaded(program, whole=True)
        solver.run()
        status = solver.getModelStatus()
        if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return Found(Status.NONE)
        ended = status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty)
        known = solver.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        if not ended and not known:
            return Found(Status.UNFINISHED)
        values = solver.getSolution().col_value
        chosen = frozenset(place for place, value in enumerate(values) if value > 0.5)
        return Found(Status.FOUND if ended else Status.UNFINISHED, chosen, program.value(chosen))

    def prices(self, program: Program) -> tuple[float, ...]:
        """Price one more unit of each reduced row where things may be taken in part; noughts when time is over."""
        if self.left < _LEAST_SECONDS:
            return (0.0,) * len(program.rows)
        solver = self._loaded(program, whole=False)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return (0.0,) * len(program.rows)
        return tuple(abs(float(dual)) for dual in solver.getSolution().row_dual)

    def _loaded(self, program: Program, *, whole: bool) -> highspy.Highs:
        solver = _Quiet()
        for name, value in _OPTIONS.items():
            solver.setOptionValue(name, value)
        solver.setOptionValue("time_limit", max(self.left, _LEAST_SECONDS))
        solver.passModel(_model(program, whole=whole))
        return solver


def _model(program: Program, *, whole: bool) -> highspy.HighsLp:
    size, rows = len(program.gain), [row.reduced() for row in program.rows]
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = size, len(rows)
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = np.array(program.gain, dtype=float)
    model.col_lower_ = np.array([float(place in program.taken) for place in range(size)])
    model.col_upper_ = np.array([float(place not in program.barred) for place in range(size)])
    model.row_lower_ = np.full(len(rows), -highspy.kHighsInf)
    model.row_upper_ = np.array([row.most for row in rows], dtype=float)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.cumsum([0, *(len(row.takes) for row in rows)])
    model.a_matrix_.index_ = np.array([place for row in rows for place, _amount in row.takes], dtype=np.int32)
    model.a_matrix_.value_ = np.array([amount for row in rows for _place, amount in row.takes], dtype=float)
    if whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * size
    return model
