"""Write malicious and damaged containers into the current folder."""
import bz2
import gzip
import io
import lzma
import struct
import tarfile
import warnings
import zipfile

warnings.simplefilter("ignore")
GOOD = b"A good neighbour of the bad file, in plain words.\n"
BIG = 96 << 20  # bytes that a bomb unpacks to: more than is allowed


def pieces(size):
    piece = b"a" * (1 << 20)
    for _ in range(size >> 20):
        yield piece


def put(name, data):
    with open(name, "wb") as f:
        f.write(data)


def packed(opener, name, **options):
    with opener(name, "wb", **options) as f:
        for piece in pieces(BIG):
            f.write(piece)


def zstd(blocks, window=0x38, byte=b"a"):
    """A frame of RLE blocks of 128 KiB."""
    out = b"\x28\xb5\x2f\xfd\x00" + bytes([window])
    for i in range(blocks):
        head = (131072 << 3) | 2 | (i == blocks - 1)
        out += struct.pack("<I", head)[:3] + byte
    return out


def tar(name, members, mode="w"):
    """Write a tar; members are (name, bytes) or TarInfo."""
    with tarfile.open(name, mode) as t:
        for m in members:
            if isinstance(m, tarfile.TarInfo):
                t.addfile(m)
                continue
            info = tarfile.TarInfo(m[0])
            info.size = len(m[1])
            t.addfile(info, io.BytesIO(m[1]))


def special(name, kind, target=""):
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


def zipped(name, members, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(name, "w", method) as z:
        for label, data in members:
            z.writestr(label, data)


def patched(name, data, old, new):
    assert old in data
    put(name, data.replace(old, new))


def between(*bad):
    return [("a.txt", GOOD), *bad, ("z.txt", GOOD)]


def read(name):
    with open(name, "rb") as f:
        return f.read()


# -- bombs
packed(gzip.open, "bomb.gz")
packed(bz2.open, "bomb.bz2")
packed(lzma.open, "bomb.xz", preset=0)  # no larger, and four times faster
put("bomb.zst", zstd(BIG >> 17))
put("window.zst", zstd(4, 0x98))  # unpacking needs 512 MB
filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 20}]
small = lzma.compress(GOOD, lzma.FORMAT_XZ, filters=filters)
body = bytearray(small)
body[16] = 40  # unpacking needs a dictionary of 4 GB
body[20:24] = b"\0\0\0\0"
put("window.xz", bytes(body))
bomb = read("bomb.gz")
zipped("bomb.zip", between(("bomb.txt", b"a" * (BIG * 3 // 4))))
tar("inside.tar", between(("bomb.txt.gz", bomb)))
tar("bomb.tar.gz", between(("bomb.txt", b"a" * (BIG * 3 // 4))), "w:gz")
tar("unwanted.tar.gz", between(("bomb.bin", b"a" * (BIG * 3 // 4))), "w:gz")
put("twice.gz", gzip.compress(bomb))
put("three.gz", gzip.compress(gzip.compress(gzip.compress(GOOD))))
tar("one.tar", between())
tar("two.tar", [("one.tar", read("one.tar")), ("b.txt", GOOD)])
tar("three.tar", [("two.tar", read("two.tar")), ("c.txt", GOOD)])

# -- names that lead out of the folder
tar("names.tar", [("../up.txt", GOOD), ("/root.txt", GOOD),
                  ("a/../../../b.txt", GOOD), ("C:\\win\\c.txt", GOOD),
                  ("..\\..\\d.txt", GOOD), ("./e.txt", GOOD),
                  ("esc\x1b[31m.txt", GOOD), ("new\nline.txt", GOOD)])
zipped("names.zip", [("../up.txt", GOOD), ("/root.txt", GOOD),
                     ("a/../../b.txt", GOOD)])
tar("long.tar", between(("x" * 5000 + ".txt", GOOD)))

# -- entries that are not regular files
tar("types.tar", between(special("link.txt", tarfile.SYMTYPE, "/etc/passwd"),
                         special("hard.txt", tarfile.LNKTYPE, "a.txt"),
                         special("device.txt", tarfile.CHRTYPE),
                         special("block.txt", tarfile.BLKTYPE),
                         special("fifo.txt", tarfile.FIFOTYPE),
                         special("folder.txt", tarfile.DIRTYPE)))
tar("through.tar", [special("d", tarfile.SYMTYPE, "/tmp"),
                    ("d/evil-irsearch.txt", GOOD)])
link = zipfile.ZipInfo("link.txt")
link.create_system, link.external_attr = 3, 0o120777 << 16
with zipfile.ZipFile("link.zip", "w") as z:
    z.writestr("a.txt", GOOD)
    z.writestr(link, "/etc/passwd")
tar("same.tar", [("a.txt", GOOD), ("a.txt", GOOD + b"Later.\n")])

# -- wrong sizes
tar("short.tar", [("a.txt", GOOD), ("b.txt", GOOD * 200)])
put("short.tar", read("short.tar")[:3000])
huge = tarfile.TarInfo("huge.txt")
huge.size = 1 << 40
with tarfile.open("a.tar", "w") as t:
    info = tarfile.TarInfo("a.txt")
    info.size = len(GOOD)
    t.addfile(info, io.BytesIO(GOOD))
put("huge.tar", read("a.tar")[:1024] + huge.tobuf() + GOOD)
zipped("stored.zip", between(("b.txt", GOOD + b"b")), zipfile.ZIP_STORED)
data = read("stored.zip")
size = struct.pack("<II", len(GOOD) + 1, len(GOOD) + 1)
patched("large.zip", data, size, struct.pack("<II", 1 << 30, 1 << 30))
patched("crc.zip", data, GOOD + b"b", b"X" + GOOD)

# -- damage
zipped("deflated.zip", between(("b.txt", bytes(range(256)) * 50)))
data = bytearray(read("deflated.zip"))
at = data.find(b"b.txt") + 5
data[at:at + 8] = b"\xff" * 8
put("damaged.zip", bytes(data))
put("cut.gz", gzip.compress(GOOD * 100)[:60])
members = [gzip.compress(b'{"id":"%d","text":"member"}\n' % i)
           for i in range(5)]
bad = bytearray(members[2])
bad[12:20] = b"\xff" * 8
put("members.jsonl.gz", b"".join(members[:2]) + bytes(bad) +
    b"".join(members[3:]))
put("junk.gz", b"\x1f\x8b\x08" * 100000)
put("junk.tar", read("one.tar")[:1024] + b"junk " * 800)
put("empty.gz", gzip.compress(b""))
nothing = bytes(20000)
put("nul.txt.gz", gzip.compress(nothing))
put("nul.bz2", bz2.compress(nothing))
put("nul.xz", lzma.compress(nothing))
put("nul.zst", zstd(1, byte=b"\0"))
put("nothing.xz", lzma.compress(b""))
put("late.txt.gz", gzip.compress(bytes(2000) + b"\nwords after all\n"))
put("empty.zip", b"PK\5\6" + bytes(18))
put("end.zip", b"PK\5\6" + bytes(7))

# -- a directory that is damaged: the entries are found without it
data = bytearray(read("stored.zip"))
at = data.find(b"PK\1\2")
put("unlisted.zip", bytes(data[:at] + b"PK\0\0" + data[at + 4:]))

# -- encrypted: the flag is set in both headers
data = bytearray(read("stored.zip"))
for magic, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
    at = -1
    for _ in range(2):
        at = data.find(magic, at + 1)
    data[at + offset] |= 1
put("encrypted.zip", bytes(data))

# -- very many entries
def many(count):
    """A zip of this many empty files and a good one.  Written by hand, since
    zipfile would take seconds."""
    zipped("one.zip", [("a.txt", GOOD)], zipfile.ZIP_STORED)
    one = read("one.zip")
    at = one.find(b"PK\1\2")
    local, central = [], []
    place = at
    for i in range(count):
        name = b"%d.bin" % i
        common = struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 33, 0, 0, 0,
                             len(name), 0)
        local.append(b"PK\3\4" + common + name)
        central.append(b"PK\1\2" + struct.pack("<H", 20) + common +
                       struct.pack("<HHHII", 0, 0, 0, 0o600 << 16, place) +
                       name)
        place += len(local[-1])
    central = one[at:one.find(b"PK\5\6")] + b"".join(central)
    # The number of entries has 16 bits here.
    return (one[:at] + b"".join(local) + central + b"PK\5\6" +
            struct.pack("<HHHHIIH", 0, 0, count + 1, count + 1, len(central),
                        place, 0))


put("many.zip", many(60000))
with open("many.tar", "wb") as f:
    info = tarfile.TarInfo("x.bin")
    f.write(info.tobuf() * 100000)
    f.write(read("one.tar"))
