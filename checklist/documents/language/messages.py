"""Sentences of one language by their symbolic ids, with holes that are filled when printed.

Apart from the files they are kept in, because what words a sheet need not know of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Messages:
    """The sentences of one language by symbolic id.

    Args:
        texts: per id its plural forms; one for most.
        plural: which form a number takes.
    """

    texts: Mapping[str, tuple[str, ...]]
    plural: Callable[[int], int]

    def __call__(self, key: str, **values: str) -> str:
        """The sentence, with its placeholders filled.

        Raises:
            KeyError: no such id; a test holds all languages to the same ids.
        """
        return self.texts[key][0].format_map(values)

    def count(self, key: str, number: float, **values: str) -> str:
        """The sentence in the form its number takes; fractions count as many."""
        forms = self.texts[key]
        whole = int(number) if float(number).is_integer() else 2
        return forms[min(self.plural(whole), len(forms) - 1)].format_map(values)

    def group(self, prefix: str) -> Mapping[str, str]:
        """All sentences whose id begins with `prefix`, by the rest of the id."""
        found = self.texts.items()
        return {key[len(prefix) :]: forms[0] for key, forms in found if key.startswith(prefix)}
