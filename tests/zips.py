#!/usr/bin/env python3
"""Write zip files with unusual entry names into the current folder.

usage: zips.py

Python's zipfile writes only valid names: others of the same length are patched
in afterwards.
"""
import struct
import warnings
import zipfile

UTF8 = 0x800  # the flag for names in UTF-8
LOCAL, CENTRAL = (b"PK\3\4", 6, 30), (b"PK\1\2", 8, 46)


def make(path, names, flags=0):
    with zipfile.ZipFile(path, "w") as out:
        for i, name in enumerate(names):
            out.writestr(zipfile.ZipInfo("x" * len(name)),
                         "Rain number%d fell." % i)
    with open(path, "rb") as file:
        data = bytearray(file.read())
    for magic, flag_at, name_at in LOCAL, CENTRAL:
        at = 0
        for name in names:
            at = data.index(magic, at)
            data[at + flag_at:at + flag_at + 2] = struct.pack("<H", flags)
            data[at + name_at:at + name_at + len(name)] = name
            at += name_at
    with open(path, "wb") as file:
        file.write(data)


warnings.simplefilter("ignore")  # about duplicate names
make("utf8.zip", [("новости/статья-%d.txt" % i).encode() for i in range(5)],
     UTF8)
make("cp866.zip", [("новости/%s.txt" % word).encode("cp866")
                   for word in ("один", "пять", "да")])
make("cp437.zip", [word.encode("cp437")
                   for word in ("café.txt", "cafè.txt", "Ωm.txt")])
make("bad.zip", [b"\xff\xfe.txt", b"\xff\xfd.txt", b"ok.txt"], UTF8)
make("none.zip", [b"", b".."])
make("same.zip", [b"a.txt", b"a.txt", b"../a.txt", b"a~2.txt"])
