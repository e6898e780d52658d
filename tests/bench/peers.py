"""The programs that are compared: how each indexes and searches.

A peer reads one format of the articles, and answers each query, from standard
input or the command line, with one line of JSON.  It highlights the words in
the text of its ten hits, since irsearch does.
"""
import glob
import json
import os
import shutil
import subprocess

import articles

HITS = 10


class Peer:
    name = ""
    form = None  # the function of articles.py that writes its input, if any
    needs = ()  # programs that must be installed
    searches = True

    def __init__(self, build, work):
        self.build, self.work = os.path.abspath(build), work
        self.dir = os.path.join(work, "index")

    def missing(self):
        """The first program or package that is not installed, or None."""
        return next((p for p in self.needs if not shutil.which(p)), None)

    def index(self, path):
        """The shell command that indexes the file at path into self.dir."""
        raise NotImplementedError

    def serve(self, way):
        """The command that answers queries from standard input."""
        raise NotImplementedError

    def ask(self, way, words):
        """A query as a line of that input."""
        return f"{way}\t{' '.join(words)}"

    def once(self, way, words):
        """The command that answers one query."""
        raise NotImplementedError

    def hits(self, answer):
        return len(json.loads(answer))


class Irsearch(Peer):
    name = "irsearch"
    form = staticmethod(articles.jsonl)
    ways = {"any": ["--any", "--literal"], "all": ["--all", "--literal"], "phrase": ["--all"]}

    def index(self, path):
        return f"{self.build}/irindex --no-config -q -d {self.dir} -f jsonl {path}"

    def command(self, way):
        # The others show copies, of which a repeated archive has as many as it is repeated.
        return [f"{self.build}/irsearch", "--no-config", "-d", self.dir, "--as-typed", "--json",
                "-u", "article", "--copies", "show", *self.ways[way]]

    def serve(self, way):
        return self.command(way) + ["-f", "-"]

    def ask(self, way, words):
        query = " ".join(words)
        return f'"{query}"' if way == "phrase" else query

    def once(self, way, words):
        return self.command(way) + ["-e", self.ask(way, words)]

    def hits(self, answer):
        return len(json.loads(answer)["hits"])


class Analysis(Peer):
    """The cost of finding terms, which irindex and raw Xapian share."""
    name = "(its analysis)"
    form = staticmethod(articles.plain)
    searches = False

    def index(self, path):
        return f"mkdir {self.dir} && {self.build}/bench/xapian analyse {self.dir} {path}"


class Xapian(Peer):
    name = "raw Xapian"
    form = staticmethod(articles.plain)
    stems = "all"

    def index(self, path):
        return f"{self.build}/bench/xapian add {self.dir} {path}"

    def serve(self, way):
        return [f"{self.build}/bench/xapian", "search", self.dir, self.stems]

    def once(self, way, words):
        return self.serve(way) + [way, " ".join(words)]


class Scriptindex(Xapian):
    name = "scriptindex"
    form = staticmethod(articles.dump)
    needs = ("scriptindex",)
    stems = "some"

    def index(self, path):
        script = os.path.join(self.work, "script")
        with open(script, "w", encoding="utf-8") as out:
            out.write("id : boolean=Q unique=Q field\ntext : index field\n")
        return f"scriptindex -s english {self.dir} {script} {path}"


class Sqlite(Peer):
    name = "SQLite FTS5"
    form = staticmethod(articles.plain)
    needs = ("sqlite3", "stdbuf")

    def index(self, path):
        script = os.path.join(self.work, "script")
        with open(script, "w", encoding="utf-8") as out:
            out.write("create virtual table a using fts5(id unindexed, text,"
                      " tokenize='porter unicode61');\n"
                      f".mode ascii\n.import {path} a\n")
        return f"mkdir {self.dir} && sqlite3 {self.dir}/db <{script}"

    def serve(self, way):
        return ["stdbuf", "-oL", "sqlite3", f"{self.dir}/db"]

    def ask(self, way, words):
        quoted = [f'"{w}"' for w in words]
        match = {"any": " OR ".join(quoted), "all": " ".join(quoted),
                 "phrase": f'"{" ".join(words)}"'}[way]
        return ("select json_group_array(json_array(id, s)) from (select id,"
                " snippet(a, 1, '<b>', '</b>', '...', 60) s from a"
                f" where a match '{match}' order by rank limit {HITS});")

    def once(self, way, words):
        return ["sqlite3", f"{self.dir}/db", self.ask(way, words)]


class Lucene(Peer):
    name = "Lucene"
    form = staticmethod(articles.plain)
    needs = ("java", "javac")
    jars = ("core", "analyzers-common", "highlighter", "memory", "queries")
    # Options with which Java starts faster, for a single query.
    quick = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")

    def __init__(self, build, work):
        super().__init__(build, work)
        found = [glob.glob(f"/usr/share/java/lucene-{jar}-[0-9]*.jar") for jar in self.jars]
        self.jar_files = [jars[0] for jars in found if jars]

    def missing(self):
        if len(self.jar_files) < len(self.jars):
            return "liblucene8-java"
        return super().missing()

    def java(self, *options):
        classes = os.path.join(self.work, "classes")
        path = ":".join(self.jar_files + [classes])
        if not os.path.isdir(classes):
            source = os.path.join(os.path.dirname(__file__), "Lucene.java")
            subprocess.run(["javac", "-cp", path, "-d", classes, source], check=True)
        return ["java", *options, "-cp", path, "Lucene"]

    def index(self, path):
        return " ".join(self.java() + ["add", self.dir, path])

    def serve(self, way):
        return self.java() + ["search", self.dir]

    def once(self, way, words):
        return self.java(*self.quick) + ["search", self.dir, way, " ".join(words)]


class Groonga(Peer):
    name = "groonga"
    form = staticmethod(articles.groonga)
    needs = ("groonga",)
    # Creates the index after loading, which its manual says is faster.
    before = """plugin_register token_filters/stem
table_create Articles TABLE_HASH_KEY ShortText
column_create Articles text COLUMN_SCALAR Text
table_create Terms TABLE_PAT_KEY ShortText --default_tokenizer TokenBigram \
--normalizer NormalizerAuto --token_filters TokenFilterStem
load --table Articles
[
"""
    after = """{"_key": "last", "text": ""}
]
column_create Terms text COLUMN_INDEX|WITH_POSITION Articles text
"""

    def missing(self):
        if not glob.glob("/usr/lib/*/groonga/plugins/token_filters/stem.so"):
            return "groonga-token-filter-stem"
        return super().missing()

    def index(self, path):
        for name, text in (("before", self.before), ("after", self.after)):
            with open(os.path.join(self.work, name), "w", encoding="utf-8") as out:
                out.write(text)
        return (f"mkdir {self.dir} && cat {self.work}/before {path} {self.work}/after |"
                f" groonga -n {self.dir}/db >{self.work}/out")

    def options(self, way, words):
        query = (" OR " if way == "any" else " ").join(words)
        return {"table": "Articles", "match_columns": "scorer_tf_idf(text)",
                "query": f'"{query}"' if way == "phrase" else query, "sort_keys": "-_score",
                "limit": str(HITS), "output_columns": "_key,_score,snippet_html(text)"}

    def serve(self, way):
        return ["groonga", f"{self.dir}/db"]

    def ask(self, way, words):
        options = self.options(way, words).items()
        return "select " + " ".join(f"--{name} '{value}'" for name, value in options)

    def once(self, way, words):
        return ["groonga", f"{self.dir}/db", self.ask(way, words)]

    def hits(self, answer):
        return len(json.loads(answer)[1][0]) - 2


ALL = (Irsearch, Analysis, Xapian, Scriptindex, Sqlite, Lucene, Groonga)
