#!/usr/bin/env python3
"""What each part of the ranking is worth: the quality without it.

usage: tests/bench/ablation.py BUILD [WORDS]

Takes one part after the other out of a copy of the sources, builds irsearch
there, and prints the mean changes of nDCG@10 and MAP against the Lucene runs
of ../shared/ir, and their difference from the whole: a part that helps has
negative differences.  "checkthat" is the change of nDCG@10 on that collection.
Parts of one block are compared with its first line, which is the whole, run
with the options in brackets.  With WORDS, only parts whose names have one.
"""
import argparse
import os
import sys
import tempfile

sys.path.insert(0, "tests")
import eval as evaluation  # noqa: E402
import mutants  # noqa: E402

# Options of the whole; then the parts: a name, a text that occurs once in the
# sources, and its replacement, or the options that do without the part.
BLOCKS = [
    (["--literal"], [
        ("smoothing", ["--rank", "bm25:smooth=0"]),
        ("stop list", "fold_list(text) : xstrdup(english)", 'fold_list(text) : xstrdup("")'),
        ("words of requests stop", "return asking[i].asking;", "return ASKING_NOT;"),
        ("half weight of compounds", "PLAN_COMPOUND_SHARE 0.5", "PLAN_COMPOUND_SHARE 1.0"),
        ("words as typed", ".surface = 0.30,", ".surface = 0,"),
        ("best sentence", ".sentence = 0.50,", ".sentence = 0,"),
        ("neighbours in order", ".adjacent = 0.25,\n    .window = 0.10,\n    .lead",
         ".adjacent = 0,\n    .window = 0.10,\n    .lead"),
        ("neighbours nearby", ".window = 0.10,\n    .lead", ".window = 0,\n    .lead"),
        ("first words", ".lead = 0.30,\n    .title", ".lead = 0,\n    .title"),
        ("title", ".title = 0.10,", ".title = 0,"),
        ("all of these features",
         "out->total = out->first_stage + out->surface + out->sentence +\n"
         "                 out->adjacent + out->window + out->lead + out->title;",
         "out->total = out->first_stage;"),
    ]),
    (["--literal", "--feedback"], [
        ("new words find articles", "in->verifier->every = may_widen(in);",
         "in->verifier->every = false;"),
        ("smoothing after feedback", ["--rank", "bm25:smooth=0"]),
        ("temperature", "#define TEMPERATURE 8", "#define TEMPERATURE 0"),
    ]),
    ([], [
        ("prose is told from syntax", "prose = query_is_prose(&t, buf_text(&q->text));",
         "prose = false;"),
        ("words of phrases score", "if (!part->scattered_count || x.title) {",
         "if (!part->scattered_count || x.title || part) {"),
    ]),
]


def judge(build, irsearch, options):
    """Mean changes of nDCG@10 and MAP, and checkthat's of nDCG@10."""
    args = argparse.Namespace(build=build, irsearch=irsearch, check=False, brief=True,
                              syntax="--literal" not in options,
                              options=[o for o in options if o != "--literal"])
    every = [evaluation.Collection(args, name)
             for name in sorted(os.listdir(evaluation.COLLECTIONS))]
    every = [c for c in every if c.base]
    claims = [c.change("ndcg10") for c in every if c.name.startswith("checkthat")]
    return [evaluation.mean(c.change(m) for c in every) for m in evaluation.WITH_T] + claims


def build_irsearch(tree):
    mutants.build_in(tree, "build/irsearch")
    return f"{tree}/build/irsearch"


def show(name, values, whole):
    print(f"{name:32}" + "".join(
        f"{v:+8.1f}" + (f"{v - w:+8.2f}" if whole else " " * 8)
        for v, w in zip(values, whole or values)), flush=True)


def without(tree, sources, part, options, build):
    """judge() without the part."""
    if isinstance(part[1], list):
        return judge(build, build_irsearch(tree), options + part[1])
    name = mutants.find(part[1], sources)
    mutants.change(tree, name, sources[name].replace(part[1], part[2]))
    values = judge(build, build_irsearch(tree), options)
    mutants.change(tree, name, sources[name])
    return values


def main():
    build, words = sys.argv[1], sys.argv[2:]
    files = mutants.tracked()
    sources = dict(mutants.places(files))
    if not os.path.isdir(evaluation.COLLECTIONS):
        sys.exit(f"skipped: {evaluation.COLLECTIONS} is not here")
    print(f"{'without':32}" + "".join(f"{t + ' %':>8}{'':8}" for t in ("nDCG", "MAP", "check")))
    with tempfile.TemporaryDirectory() as tree:
        mutants.copy(files, build, tree)
        for options, parts in BLOCKS:
            parts = [p for p in parts if not words or any(w in p[0] for w in words)]
            if not parts:
                continue
            whole = judge(build, build_irsearch(tree), options)
            show(f"nothing [{' '.join(options)}]", whole, None)
            for part in parts:
                show(part[0], without(tree, sources, part, options, build), whole)


main()
