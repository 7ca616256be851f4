"""Items with variants: parameters, conditions and placeholders, and whether every single variant can be asked."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from bot.content.finding import Finding, too_long
from bot.content.problem import quoted
from bot.content.schema import AnyItem, NumericFields
from bot.content.source import Path
from bot.content.text_checks import Text, check_formulas_of, texts_of
from bot.domain.expressions import Expression, ExpressionError, parse
from bot.domain.item import GAP, Item
from bot.domain.variant_items import variants_of, with_values
from bot.domain.variants import MAX_WORD, Template, Variant, VariantError, read_template

_JUDGED_TOGETHER: frozenset[Path] = frozenset({("stem",), ("code",)})
"""Texts that have no length of their own."""

CheckValues: TypeAlias = Callable[[AnyItem, Item], Iterator[Finding]]


def check_variants(given: AnyItem, item: Item, check_values: CheckValues) -> Iterator[Finding]:
    """Everything that is wrong with an item's variants; what `check_values` finds is told with the first of them."""
    try:
        variants = variants_of(item).enumerate()
    except VariantError as error:
        path: Path = ("params",) if error.where is None else ("where", error.where)
        name = (
            "`params`" if error.where is None else f"condition {quoted(item.where[error.where])} of `where`"
        )
        yield Finding(path, f"{name}: {error.message}")
        return
    names = frozenset(name for name, _ in item.params)
    reading = _Reading(names)
    for text in (*texts_of(given), Text(("code",), "`code`", given.code, len(given.code))):
        reading.read_text(text)
    if isinstance(given, NumericFields):
        reading.read_number(("key",), "`key`", item.key_expr)
        for index, near in enumerate(given.near):
            reading.read_number(("near", index, "expr"), f"`expr` of entry {index + 1} of `near`", near.expr)
    yield from reading.findings
    if reading.findings:
        return
    for name in sorted(names - reading.used):
        yield Finding(("params", name), f"`{name}` of `params` is used nowhere; remove it")
    seen: set[Path] = set()
    for values in variants:
        for path, message in _check_variant(given, item, reading, values, check_values):
            if path not in seen:
                seen.add(path)
                told = ", ".join(f"{name}={value}" for name, value in values.items())
                yield Finding(path, f"with {told}: {message}")


class _Reading:
    """The expressions of an item, read once for all its variants."""

    def __init__(self, names: frozenset[str]) -> None:
        self.findings: list[Finding] = []
        self.used: set[str] = set()
        self.templates: list[tuple[Text, Template]] = []
        self.to_measure: list[tuple[Text, Template]] = []
        self.numbers: list[tuple[Path, str, Expression]] = []
        self._names = names

    def read_text(self, text: Text) -> None:
        if "<<" not in text.text:
            return
        if text.path != ("cloze", "text") and (gap := GAP.search(text.text)):
            message = (
                f"{text.name} has the gap {gap[0]}, which belongs into `text` of `cloze`; write the number"
            )
            self.findings.append(Finding(text.path, message))
        try:
            template = read_template(text.text, self._names)
        except VariantError as error:
            place = text.text[error.position or 0 :].lstrip("<").split("\n")[0]
            message = f"{text.name}, at {quoted(place, 30)}: {error.message}"
            self.findings.append(Finding(text.path, message))
            return
        if template.placeholders:
            self.templates.append((text, template))
            longest = len(text.text) + MAX_WORD * len(template.placeholders)
            if longest > text.most or "$" in text.text or "\\" in text.text:
                self.to_measure.append((text, template))
            self.used.update(*(each.expression.names for each in template.placeholders))

    def read_number(self, path: Path, name: str, source: str) -> None:
        if not source:
            return
        try:
            expression = parse(source, self._names)
        except ExpressionError as error:
            self.findings.append(Finding(path, f"{name}, {quoted(source)}: {error}"))
            return
        if expression.kind != "number":
            self.findings.append(Finding(path, f"{name}, {quoted(source)}, is a condition; write a number"))
        self.used |= expression.names
        self.numbers.append((path, name, expression))


def _check_variant(
    given: AnyItem, item: Item, reading: _Reading, values: Variant, check_values: CheckValues
) -> Iterator[Finding]:
    try:
        concrete = with_values(item, values)
    except VariantError:
        yield from _what_fails(reading, values)
        return
    for text, template in reading.to_measure:
        filled = template.fill(values)
        if len(filled) > text.most and text.path not in _JUDGED_TOGETHER:
            yield Finding(text.path, too_long(text.name, len(filled), text.most))
        if not text.is_typed and text.path != ("code",):
            yield from check_formulas_of(text.path, text.name, filled)
    yield from check_values(given, concrete)


def _what_fails(reading: _Reading, values: Variant) -> Iterator[Finding]:
    """The placeholders and expressions that have no value."""
    for text, template in reading.templates:
        try:
            template.fill(values)
        except VariantError as error:
            yield Finding(text.path, f"{text.name}: {error.message}")
    for path, name, expression in reading.numbers:
        try:
            expression.evaluate(values)
        except ExpressionError as error:
            yield Finding(path, f"{name}: {error.message}")
