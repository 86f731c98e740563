"""Reading of the numbers that a list shares out among its things: 微博、微信分别公开 310 条和 260 条."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from generator.check.report.prose_reading.judge import Judge
from generator.check.report.prose_reading.reading import Reading, State
from generator.check.report.prose_reading.respective import shared_out
from generator.check.report.prose_reading.segments import subject_of
from generator.check.report.prose_reading.sentences import Sentence
from generator.check.report.prose_reading.vocabulary import Token, Vocabulary


def read_shared_out(
    judge: Judge, sentence: Sentence, tokens: list[Token], vocabulary: Vocabulary, state: State
) -> Iterator[Reading]:
    """The readings of numbers of a list that shares them out: 微博、微信分别公开 310 条和 260 条."""
    first: frozenset[str] = frozenset()
    # 申请数量持续增长，2023年、2024年分别为…
    subject = subject_of(list(takewhile(lambda token: token.kind != "stop", tokens)))
    for said, token in shared_out(tokens, vocabulary, told=bool(subject)):
        words = [(t.text, t.word) for t in said if t.word]
        said_words = frozenset(word for _, word in words)
        if said_words <= {"上年"} and any(t.kind == "time" or t.word for t in said):
            said_words |= subject
        meaning, previous = judge.meaning(said_words, state, words)
        if meaning is None and first:  # 规范性文件制发、废止: the second is of the same
            meaning, previous = judge.meaning(said_words | first, state, words)
        first = first or said_words & judge.meanings.topics
        if meaning and token.number:
            reading = judge.judge(sentence, token.number, meaning, [], state, token.start, token.end, previous=previous)
            if reading.verdict == "contradicted":
                yield reading._replace(start=min(said[0].start, token.start))
