"""The same tree as Polars expressions: one condition answered for a million children at once.

A catalog's effect is counted over whole populations, where one child at a time is too slow.
Null is "not known", and Polars joins Booleans as Kleene does, so a column of answers means
what the reference in evaluate.py means; a property test holds the two equal.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from checklist.areas import Areas
from checklist.errors import MachineError
from checklist.rules.condition import (
    All,
    AnyOf,
    Attest,
    Condition,
    FigureRef,
    Leaf,
    Not,
    Operator,
    TestDay,
    leaves,
)
from checklist.rules.derived import Child
from checklist.rules.facts import Fact, FactDictionary, Kind, Value

if TYPE_CHECKING:
    import polars as pl

    Frame: TypeAlias = pl.DataFrame  # for rooms that only pass them on
    Series: TypeAlias = pl.Series

Given: TypeAlias = Mapping[str, Sequence[Value | None]]


class Columns:
    """Children as rows, their facts as columns, conditions as expressions over them.

    Text facts (name, ID number) have no column: no condition may name them.

    Args:
        facts: the dictionary, for the columns' types.
        areas: the list of places, to compare codes.
        on: the date all answers hold for.
        figures: the place's figures in force on the date, by id.
        definition: who counts as a migrant child here; what the fact `migrant` means.

    Raises:
        MachineError: Polars is not installed.
    """

    def __init__(
        self,
        facts: FactDictionary,
        areas: Areas,
        on: date,
        figures: Mapping[str, float] | None = None,
        definition: Condition | None = None,
    ) -> None:
        _needed()
        self.facts = facts
        self.areas = areas
        self.on = on
        self.figures = figures or {}
        self.definition = definition

    def frame(self, children: Iterable[Child]) -> "pl.DataFrame":
        """One row a child: every given fact, and every attest somebody ticked or refused.

        Raises:
            ValueError: a value is not of its fact's type; the value itself is not told.
        """
        rows = tuple(children)
        ticked = sorted({attest for child in rows for attest in child.attested})
        known: dict[str, list[Value | None]] = {
            fact.id: [child.facts.get(fact.id) for child in rows] for fact in self._given()
        }
        seen = {key: [child.attested.get(key) for child in rows] for key in ticked}
        return self.table(known, seen)

    def table(
        self, known: Given, attested: Mapping[str, Sequence[bool | None]] | None = None
    ) -> "pl.DataFrame":
        """A frame of values given by column, all of one length.

        Args:
            known: by fact id; facts left out are unknown for everybody.
            attested: by attest id.

        Raises:
            ValueError: as for `frame`, or `known` names no given fact.
        """
        import polars as pl  # noqa: PLC0415 - dear to load

        types = {fact.id: column_type(fact) for fact in self._given()}
        if strange := sorted(known.keys() - types.keys()):
            message = f"no given facts: {', '.join(strange)}"
            raise ValueError(message)
        height = len(next(iter(known.values()), ()))
        columns = (
            _series(key, known.get(key, [None] * height), kind) for key, kind in types.items()
        )
        seen = (
            _series(attest_column(key), column, pl.Boolean())
            for key, column in (attested or {}).items()
        )
        return pl.DataFrame([*columns, *seen])

    def expression(self, condition: Condition) -> "pl.Expr":
        """A condition over a frame of `frame` or `table`: true yes, false no, null not known.

        Every attest it names must have a column. Use it in `with_columns`, for a condition that
        rests on no fact at all is a single value; and beware that Polars' `filter` keeps only
        the true: the unknown vanish without a word.
        """
        return _tree(condition, lambda leaf: self._leaf(leaf, self._value(leaf)))

    def truths(self, frame: "pl.DataFrame", conditions: Mapping[str, Condition]) -> "pl.DataFrame":
        """Many conditions at once, each fact and each leaf worked out only once.

        Args:
            frame: from `frame` or `table`; an attest without a column was seen for nobody.
            conditions: trees by any name; the names become the columns.

        Returns:
            One Boolean column a condition, in their order, and one row a child.
        """
        import polars as pl  # noqa: PLC0415 - dear to load

        found = [leaf for tree in conditions.values() for leaf in leaves(tree)]
        values = {_read(leaf): leaf for leaf in found}
        distinct = {_question(leaf): leaf for leaf in found}
        value_names = {read: f"value {number}" for number, read in enumerate(values)}
        names = {question: f"leaf {number}" for number, question in enumerate(distinct)}
        trees = {f"tree {number}": tree for number, tree in enumerate(conditions.values())}
        steps = (
            (self._value(leaf).alias(value_names[read]) for read, leaf in values.items()),
            (
                self._leaf(leaf, pl.col(value_names[_read(leaf)])).alias(names[question])
                for question, leaf in distinct.items()
            ),
            (
                _tree(tree, lambda leaf: pl.col(names[_question(leaf)])).alias(name)
                for name, tree in trees.items()
            ),
        )
        answers = self._seen(frame, found)
        for step in steps:
            answers = answers.with_columns(step)
        return answers.select(*trees).rename(dict(zip(trees, conditions, strict=True)))

    def _given(self) -> list[Fact]:
        """The facts that have a column."""
        return [fact for fact in self.facts.given if fact.kind is not Kind.TEXT]

    def _seen(self, frame: "pl.DataFrame", found: Iterable[Leaf | Attest]) -> "pl.DataFrame":
        """The frame, with an empty column for every attest that has none."""
        import polars as pl  # noqa: PLC0415 - dear to load

        defining = leaves(self.definition) if self.definition else ()
        named = {attest_column(leaf.id) for leaf in (*found, *defining) if isinstance(leaf, Attest)}
        absent = sorted(named - set(frame.columns))
        return frame.with_columns(pl.lit(None, pl.Boolean).alias(name) for name in absent)

    def _value(self, leaf: Leaf | Attest) -> "pl.Expr":
        """What a leaf asks about, given or derived, on its test day."""
        import polars as pl  # noqa: PLC0415 - dear to load

        if isinstance(leaf, Attest):
            return pl.col(attest_column(leaf.id))
        day = leaf.test_day.date(self.on) if leaf.test_day else self.on
        match leaf.fact:
            case "age":
                return _completed_months("birth_date", day) // 12
            case "age_months":
                return _completed_months("birth_date", day)
            case "months_resident":
                return _completed_months("resident_since", day)
            case "permit_valid":
                held = pl.col("residence_permit") == "held"
                return held & (pl.col("permit_endorsed_until") >= pl.lit(day))
            case "crosses_county":
                return ~self._related(self.areas.same_county)
            case "within_city_districts":
                return self._related(self.areas.same_city_districts)
            case "migrant":
                nobody_says = pl.lit(None, pl.Boolean)
                return self.expression(self.definition) if self.definition else nobody_says
            case given:
                return pl.col(given)

    def _related(self, relation: Callable[[str, str], bool | None]) -> "pl.Expr":
        """How hukou and residence relate; of a million children's pairs, few are different."""
        import polars as pl  # noqa: PLC0415 - dear to load

        pairs = pl.concat_str("hukou", "residence", separator=" ")
        return _asked(pairs, lambda pair: relation(*pair.split(" ")))

    def _leaf(self, leaf: Leaf | Attest, value: "pl.Expr") -> "pl.Expr":
        """The comparison of a leaf, where its value is a column."""
        import polars as pl  # noqa: PLC0415 - dear to load

        if isinstance(leaf, Attest):
            return value
        fact, operands = self.facts[leaf.fact], self._figures(leaf)
        match leaf.operator:
            case Operator.WITHIN:
                place = str(operands[0])
                return _asked(value, lambda code: self.areas.within(code, place))
            case Operator.HAS:
                return _one_of(
                    value, [value.list.contains(tag) for tag in operands if isinstance(tag, str)]
                )
            case Operator.IS | Operator.IN:
                fitting = [operand for operand in operands if _fits(fact, operand)]
                hits = [value == _literal(fact, operand) for operand in fitting]
                unknown = [pl.lit(None, pl.Boolean)] if None in operands else []
                return _one_of(value, [*hits, *unknown])
        low, high = (pl.lit(operand) for operand in (operands[0], operands[-1]))
        bounds = {Operator.AT_LEAST: [value >= low], Operator.AT_MOST: [value <= high]}
        return pl.all_horizontal(bounds.get(leaf.operator, [value >= low, value <= high]))

    def _figures(self, leaf: Leaf) -> tuple[Value | None, ...]:
        """The operands with the place's figures for their names; None where one is not known."""
        return tuple(
            self.figures.get(operand.id) if isinstance(operand, FigureRef) else operand
            for operand in leaf.operands
        )


def attest_column(attest: str) -> str:
    """The name of the column that tells whether a person saw a paper or refused it."""
    return f"attest:{attest}"


def column_type(fact: Fact) -> "pl.DataType":
    """The type of a given fact's column; None in it is "not known"."""
    import polars as pl  # noqa: PLC0415 - dear to load

    types: dict[Kind, pl.DataType] = {
        Kind.FLAG: pl.Boolean(),
        Kind.DATE: pl.Date(),
        Kind.AREA: pl.String(),
        Kind.COUNT: pl.Float64(),
        Kind.TAGS: pl.List(pl.String()),
    }
    return pl.Enum(list(fact.options)) if fact.kind is Kind.CHOICE else types[fact.kind]


def _needed() -> None:
    """Say kindly that Polars is missing, before anything is worked out."""
    try:
        import polars as pl  # noqa: F401, PLC0415 - dear to load
    except ImportError as error:
        raise MachineError(
            '没有安装 Polars，无法一次计算许多孩子。请运行：pip install "checklist[bulk]"',
            "Polars is not installed, which answers for many children at once. "
            'Please run: pip install "checklist[bulk]"',
        ) from error


def _series(name: str, values: Sequence[Value | None], kind: "pl.DataType") -> "pl.Series":
    """A column; what Polars says of a wrong value repeats a child's data, so it is not told."""
    import polars as pl  # noqa: PLC0415 - dear to load

    try:
        if not isinstance(kind, pl.List):
            return pl.Series(name, values, dtype=kind)
        different = {value: place for place, value in enumerate(dict.fromkeys(values))}
        few = pl.Series(name, list(different), dtype=kind)  # lists are slow to build
        return few.gather([different[value] for value in values])
    except (TypeError, pl.exceptions.PolarsError):
        message = f"{name}: a value that is no {kind}"
    raise ValueError(message)


def _tree(condition: Condition, leaf_column: "Callable[[Leaf | Attest], pl.Expr]") -> "pl.Expr":
    """The tree over the columns of its leaves; Polars' horizontal joins are Kleene's."""
    import polars as pl  # noqa: PLC0415 - dear to load

    match condition:
        case Not(part):
            return ~_tree(part, leaf_column)
        case All(parts):
            return pl.all_horizontal(
                pl.lit(value=True), *(_tree(part, leaf_column) for part in parts)
            )
        case AnyOf(parts):
            return pl.any_horizontal(
                pl.lit(value=False), *(_tree(part, leaf_column) for part in parts)
            )
        case _:
            return leaf_column(condition)


def _completed_months(since: str, on: date) -> "pl.Expr":
    """As derived.completed_months; the parts of a date are too short integers to reckon with."""
    import polars as pl  # noqa: PLC0415 - dear to load

    born = pl.col(since).dt
    year, month = born.year().cast(pl.Int32), born.month().cast(pl.Int32)
    unfinished = (born.day() > on.day).cast(pl.Int32)
    return (on.year - year) * 12 + on.month - month - unfinished


def _one_of(value: "pl.Expr", hits: "list[pl.Expr]") -> "pl.Expr":
    """Whether one of the comparisons holds; where there is none to make, no value ever does."""
    import polars as pl  # noqa: PLC0415 - dear to load

    never = pl.when(value.is_not_null()).then(pl.lit(value=False))
    return pl.any_horizontal(hits) if hits else never


def _fits(fact: Fact, operand: Value | None) -> bool:
    """Whether an operand can be a value of the fact at all; Polars would refuse or guess."""
    match fact.kind:
        case Kind.CHOICE:
            return operand in fact.options
        case Kind.FLAG:
            return operand in {True, False}
        case Kind.DATE:
            return isinstance(operand, date)
        case Kind.COUNT:
            return isinstance(operand, int | float)
        case _:
            return isinstance(operand, str)


def _literal(fact: Fact, operand: Value | None) -> "pl.Expr":
    import polars as pl  # noqa: PLC0415 - dear to load

    closed = fact.kind in {Kind.CHOICE, Kind.FLAG}
    return pl.lit(operand, dtype=column_type(fact) if closed else None)


def _asked(column: "pl.Expr", ask: Callable[[str], bool | None]) -> "pl.Expr":
    """What the list of places says of each code: asked once for every different one."""
    import polars as pl  # noqa: PLC0415 - dear to load

    def answers(codes: "pl.Series") -> "pl.Series":
        different = codes.drop_nulls().unique()
        told = pl.Series([ask(code) for code in different], dtype=pl.Boolean)
        return codes.replace_strict(different, told, default=None, return_dtype=pl.Boolean)

    return column.map_batches(answers, return_dtype=pl.Boolean)


def _read(leaf: Leaf | Attest) -> tuple[str, TestDay | None]:
    """What a leaf asks about: leaves with the same need its value only once."""
    return (
        (attest_column(leaf.id), None) if isinstance(leaf, Attest) else (leaf.fact, leaf.test_day)
    )


def _question(leaf: Leaf | Attest) -> tuple[object, ...]:
    """What a leaf asks, wherever it stands: leaves with the same need one answer only."""
    if isinstance(leaf, Attest):
        return (attest_column(leaf.id),)
    return (leaf.fact, leaf.test_day, leaf.operator, leaf.operands)
