"""Learning elements from a court's own labelled papers, and judging what was learned on cases it has not seen.

One linear model a code (a support vector machine over the features), its threshold chosen on inner folds of the
learning cases alone. Folds are drawn by case: two sentences of one case are never on both sides.
"""

import numpy as np
from sklearn.svm import LinearSVC

from court.work.elements.learned import features
from court.work.elements.learned.figures import Case, Figures
from court.work.elements.learned.model import Model, Part
from court.work.elements.rules import engine

FOLDS, INNER = 5, 3
PENALTY, FOR_FINDS = 1.0, 1.5
COLUMN_IN_CASES = 2
FEWEST_SENTENCES, FEWEST_CASES = 6, 3
GRID = np.linspace(-1.2, 0.8, 41)
SEED = 20_260_309


class Prepared:
    """The labelled cases of one domain with their features, made once for all folds."""

    def __init__(self, key: str, cases: list[Case]):
        self.key, self.cases = key, cases
        self.codes = [one.code for one in engine.domain(key).elements]
        self.rows = [features.rows(key, case.sentences) for case in cases]
        self.truth = [
            np.array([[code in codes for code in self.codes] for codes in case.codes], dtype=bool).reshape(-1, len(self.codes))
            for case in cases
        ]  # fmt: skip

    def learnable(self, places: list[int]) -> list[int]:
        """The columns of the codes that stand often enough, in cases enough, to be learned."""
        by_case = np.array([self.truth[place].sum(axis=0) for place in places])
        enough = (by_case.sum(axis=0) >= FEWEST_SENTENCES) & ((by_case > 0).sum(axis=0) >= FEWEST_CASES)
        return [int(one) for one in np.flatnonzero(enough)]

    def fit(self, places: list[int], codes: list[int]) -> tuple[np.ndarray, ...]:
        """(columns, weights, coefficients, offsets) learned from some of the cases."""
        columns, weights = features.columns_in([self.rows[place] for place in places], COLUMN_IN_CASES)
        made = features.matrix([row for place in places for row in self.rows[place]], columns, weights)
        truth = np.vstack([self.truth[place] for place in places])
        coefficients = np.zeros((len(codes), len(columns)))
        offsets = np.full(len(codes), -9.0)
        for place, code in enumerate(codes):
            if not truth[:, code].any() or truth[:, code].all():
                continue
            machine = LinearSVC(C=PENALTY, class_weight={False: 1.0, True: FOR_FINDS}, max_iter=4_000, random_state=SEED)
            machine.fit(made, truth[:, code])
            coefficients[place], offsets[place] = machine.coef_[0], machine.intercept_[0]
        return columns, weights, coefficients, offsets

    def learn(self, places: list[int]) -> Part:
        """What some of the cases teach: thresholds from inner folds of these cases, then all of them together."""
        codes = self.learnable(places)
        scores, truth = [], []
        for held in _folds(len(places), INNER, SEED + 1):
            inner = set(held)
            columns, weights, coefficients, offsets = self.fit(
                [place for at, place in enumerate(places) if at not in inner], codes)
            for at in held:
                made = features.matrix(self.rows[places[at]], columns, weights)
                scores.append(made @ coefficients.T + offsets)
                truth.append(self.truth[places[at]][:, codes])
        thresholds = _thresholds(np.vstack(scores), np.vstack(truth))
        columns, weights, coefficients, offsets = self.fit(places, codes)
        return Part(tuple(self.codes[code] for code in codes), columns, weights, coefficients.astype(np.float32),
                    offsets.astype(np.float32), thresholds.astype(np.float32))  # fmt: skip


def learn(cases: list[Case]) -> dict[str, Part]:
    """What all the cases teach, by domain; a domain with fewer cases than folds is left to the rules."""
    made = {}
    for key in engine.DOMAINS:
        ours = [case for case in cases if case.domain == key]
        if len(ours) >= FOLDS * 2:
            made[key] = Prepared(key, ours).learn(list(range(len(ours))))
    return made


def judge(cases: list[Case]) -> Figures:
    """Every case judged by what the other four fifths of the cases of its domain teach."""
    figures = Figures()
    for key in engine.DOMAINS:
        ours = [case for case in cases if case.domain == key]
        if len(ours) < FOLDS * 2:
            for case in ours:
                figures.add(case, engine.find(key, case.sentences))
            continue
        prepared = Prepared(key, ours)
        for held in _folds(len(ours), FOLDS, SEED):
            part = prepared.learn([place for place in range(len(ours)) if place not in set(held)])
            learned = Model({key: part}, {})
            for place in held:
                figures.add(ours[place], learned.find(key, ours[place].sentences))
    return figures


def _folds(many: int, folds: int, seed: int) -> list[list[int]]:
    order = np.random.default_rng(seed).permutation(many)
    return [sorted(int(one) for one in order[fold::folds]) for fold in range(folds)]


def _thresholds(scores: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """For each code the threshold with the best F1, the middle of equals."""
    best = []
    for column in range(truth.shape[1]):
        said = scores[:, column, None] > GRID
        true = truth[:, column, None]
        hits, wrong, missed = (said & true).sum(0), (said & ~true).sum(0), (~said & true).sum(0)
        worth = 2 * hits / np.maximum(2 * hits + wrong + missed, 1)
        best.append(float(np.median(GRID[worth >= worth.max() - 1e-9])) if worth.max() else 0.0)
    return np.array(best)
