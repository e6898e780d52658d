#!/usr/bin/env python3
"""Stories after random runs are those of a fresh index of the same articles.

Wire stories and their copies (cut, with another lead or credit, with sentences
changed) are added, replaced, moved from one index to another and deleted, in
several runs.  After each round the indexes searched as one, an index that they
are merged into, and a fresh one that has the articles in another order are asked
for the copies of every article, and for the number of stories.

usage: stories.py BUILD FOLDER ROUNDS SEED
"""
import json
import os
import random
import subprocess
import sys

STORIES = 10  # that articles are made of
STEPS = 25    # changes of a round
SHARDS = ("a", "b")


class Desk:
    """Makes texts of stories."""

    def __init__(self, chance):
        self.chance = chance
        self.words = ["".join(chance.choice("bdfgklmnprstvz") +
                              chance.choice("aeiou") for _ in range(3))
                      for _ in range(3000)]
        self.stories = [self.sentences(chance.choice((4, 12, 30)))
                        for _ in range(STORIES)]

    def sentences(self, count):
        return [" ".join(self.chance.choices(self.words, k=12)).capitalize() + "."
                for _ in range(count)]

    def text(self):
        """A copy of some story, more or less alike; seldom a new text."""
        chance = self.chance
        if chance.random() < .1:
            return " ".join(self.sentences(10))
        body = list(chance.choice(self.stories))
        way = chance.randrange(5)
        if way == 0:
            body = body[:max(1, round(len(body) * chance.uniform(.5, 1)))]
        elif way == 1:
            body[:1] = self.sentences(1)
        elif way == 2:
            for i in chance.sample(range(len(body)), len(body) // 4):
                body[i:i + 1] = self.sentences(1)
        text = " ".join(body)
        return "LONDON, May 3 - %s\n\nSource: Agencies" % text if way == 3 else text

    def article(self, name):
        chance = self.chance
        one = {"id": name, "title": " ".join(chance.choices(self.words, k=5)),
               "text": self.text()}
        if chance.random() < .8:
            one["date"] = "2024-05-%02dT%02d:00:00Z" % (
                1 + chance.choice((0, 0, 0, 1, 3, 9)), chance.randrange(24))
        return one


class Newsroom:
    """Two indexes, and what is in them."""

    def __init__(self, build, folder, chance):
        self.build, self.folder, self.chance = build, folder, chance
        self.desk = Desk(chance)
        self.held = {shard: {} for shard in SHARDS}
        self.stays = {shard: [] for shard in SHARDS}
        self.next = 0

    def path(self, name):
        return os.path.join(self.folder, name)

    def run(self, program, *arguments, **more):
        done = subprocess.run(
            [os.path.join(self.build, program), "--no-config", *arguments],
            capture_output=True, text=True, check=False, **more)
        if done.returncode > 1:
            sys.exit("stories.py: %s %s: %s" % (program, arguments, done.stderr))
        return done.stdout

    def add(self, index, articles):
        lines = "".join(json.dumps(one) + "\n" for one in articles)
        self.run("irindex", "-q", "-d", self.path(index), "-f", "jsonl", "-",
                 input=lines)

    def delete(self, index, names):
        if names:
            self.run("irindex", "-q", "-d", self.path(index), "--delete", *names)

    def some(self, shard):
        return self.chance.choice(sorted(self.held[shard]))

    def wire(self):
        """What stays whatever chance does: one text in both indexes, twice in each."""
        text = " ".join(self.desk.sentences(20))
        self.stays = {shard: [{"id": "wire %s%d" % (shard, i), "text": text}
                              for i in range(2)] for shard in SHARDS}
        for shard, articles in self.stays.items():
            self.add(shard, articles)

    def change(self):
        """A round: what one run adds and replaces, and what the next deletes."""
        for shard in SHARDS:
            held, other = self.held[shard], SHARDS[shard == SHARDS[0]]
            put, gone, moved = {}, set(), set()
            for _ in range(STEPS):
                way = self.chance.random()
                if way < .5 or len(held) < 5:
                    name = "n%d" % self.next
                    self.next += 1
                elif way < .75:
                    name = self.some(shard)
                elif way < .85 and self.held[other]:  # it moves here
                    name = self.some(other)
                    del self.held[other][name]
                    moved.add(name)
                else:
                    gone.add(self.some(shard))
                    continue
                put[name] = held[name] = self.desk.article(name)
            self.delete(other, sorted(moved))
            self.add(shard, put.values())
            self.delete(shard, sorted(gone))
            for name in gone:
                del held[name]

    def all(self):
        articles = {one["id"]: one for shard in SHARDS for one in self.stays[shard]}
        for held in self.held.values():
            articles.update(held)
        return articles

    def stories(self, *indexes):
        """The stories as sets of ids, and how many the index says there are."""
        names = sorted(self.all())
        dirs = [part for one in indexes for part in ("-d", self.path(one))]
        queries = "".join('%s\tcopies:"%s"\n' % (name, name) for name in names)
        of = {name: set() for name in names}
        for line in self.run("irsearch", *dirs, "-f", "-", "-l",
                             input=queries).splitlines():
            name, found = line.split("\t", 1)
            of[name].add(found)
        counted = self.run("irsearch", *dirs, "-c", "--copies", "collapse", "*")
        return {frozenset(found) for found in of.values()}, int(counted)

    def check(self):
        """Compare the ways to have the same articles in an index."""
        fresh, merged = "fresh%d" % self.next, "merged%d" % self.next
        articles = list(self.all().values())
        self.chance.shuffle(articles)
        self.add(fresh, articles)
        self.run("irindex", "-q", "-d", self.path(merged), "--merge",
                 *map(self.path, SHARDS))
        want, counted = self.stories(fresh)
        if counted != len(want) or sum(map(len, want)) != len(articles):
            sys.exit("stories.py: %d stories of %d articles, counted as %d" %
                     (len(want), sum(map(len, want)), counted))
        stay = {one["id"] for shard in SHARDS for one in self.stays[shard]}
        if stay not in want:
            sys.exit("stories.py: what stays is no story of its own")
        for indexes in (SHARDS, SHARDS[::-1], (merged,)):
            got = self.stories(*indexes)
            if got != (want, counted):
                sys.exit("stories.py: %s: %d stories, counted as %d, not %d: %s" %
                         (indexes, len(got[0]), got[1], counted,
                          sorted(map(sorted, got[0] ^ want))))
        return len(articles), len(want)


def main():
    build, folder, rounds, seed = sys.argv[1:5]
    print("seed", seed)
    room = Newsroom(build, folder, random.Random(int(seed)))
    room.wire()
    for _ in range(int(rounds)):
        room.change()
        articles, stories = room.check()
    print("%d articles, %d stories" % (articles, stories))


if __name__ == "__main__":
    main()
