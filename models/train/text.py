"""Text to words, as BERT's tokenizers cut it (and as src/embed/word-piece.ts does), and words to pieces.

Everything here must give the ids that the product gives: a model is only as good as its tokenizer is the same.
"""

import re
import sys
import unicodedata

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
PAD, UNKNOWN = 0, 1
LONGEST_WORD = 60

_ascii_signs = r"!-/:-@\[-`{-~"


def _character_class(*categories: str) -> str:
    """A regular-expression class body of all characters whose Unicode category begins with one of `categories`."""
    ranges, start = [], None
    for code in range(sys.maxunicode + 2):
        inside = code <= sys.maxunicode and unicodedata.category(chr(code)).startswith(categories)
        if inside and start is None:
            start = code
        elif not inside and start is not None:
            ranges.append(f"\\U{start:08x}-\\U{code - 1:08x}")
            start = None
    return "".join(ranges)


_punctuation = _ascii_signs + _character_class("P")
_words_and_signs = re.compile(f"[^\\s{_punctuation}]+|[{_punctuation}]")
_control = re.compile(f"(?![\t\n\r])[\ufffd{_character_class('Cc', 'Cf', 'Co', 'Cs')}]")
_chinese = re.compile("[\u4e00-\u9fff\u3400-\u4dbf\uf900-\ufaff]")
_accents = re.compile("[\u0300-\u036f]")


def words_of(text: str) -> list[str]:
    """Lower-case words and single signs, without accents and control characters."""
    if not text.isascii():
        text = _chinese.sub(r" \g<0> ", _control.sub("", text)).lower()
        text = _accents.sub("", unicodedata.normalize("NFD", text))
    else:
        text = _control.sub("", text).lower()
    return _words_and_signs.findall(text)


class WordPiece:
    """Greedy longest match from the left; a word with an unknown piece is unknown as a whole."""

    def __init__(self, vocabulary: list[str]):
        self._ids = {piece: i for i, piece in enumerate(vocabulary)}
        self._known: dict[str, list[int]] = {}

    def __call__(self, text: str) -> list[int]:
        ids: list[int] = []
        for word in words_of(text):
            known = self._known.get(word)
            if known is None:
                known = self._known[word] = self._cut(word)
            ids += known
        return ids

    def _cut(self, word: str) -> list[int]:
        if len(word) > LONGEST_WORD:
            return [UNKNOWN]
        ids, start = [], 0
        while start < len(word):
            for end in range(len(word), start, -1):
                found = self._ids.get(word[start:end] if start == 0 else "##" + word[start:end])
                if found is not None:
                    break
            else:
                return [UNKNOWN]
            ids.append(found)
            start = end
        return ids
