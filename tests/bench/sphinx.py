"""A client of Sphinx's searchd, which Debian's version has no HTTP for: many
connections of the MySQL protocol, each with a query at a time."""
import asyncio
import struct
import time

PATIENCE = 60  # seconds for the last answers
PROTOCOL_41, SECURE = 0x200, 0x8000


async def read_packet(reader):
    head = await reader.readexactly(4)
    return await reader.readexactly(int.from_bytes(head[:3], "little"))


def packet(number, data):
    return len(data).to_bytes(3, "little") + bytes([number]) + data


async def connect(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    await read_packet(reader)
    login = struct.pack("<IIB23x", PROTOCOL_41 | SECURE, 1 << 24, 33) + b"\0\0"
    writer.write(packet(1, login))
    if (await read_packet(reader))[0]:
        raise SystemExit("searchd refuses the login")
    return reader, writer


async def rows(reader, writer, query):
    """Ask, and count the rows of the answer."""
    writer.write(packet(0, b"\x03" + query))
    first = await read_packet(reader)
    if first[0] == 0xff:
        raise SystemExit(f"searchd: {first[3:].decode(errors='replace')}")
    ends = found = 0
    while ends < 2:
        data = await read_packet(reader)
        is_end = data[0] == 0xfe and len(data) < 9
        ends += is_end
        found += ends == 1 and not is_end
    return found


async def ask(port, queries, at, step, end, times):
    """Ask until the time is over, or for step 0 each query once."""
    reader, writer = await connect(port)
    found = 0
    for query in queries if not step else iter(lambda: queries[at % len(queries)], None):
        start = time.perf_counter()
        if step and start >= end:
            break
        found += await rows(reader, writer, query)
        times.append((time.perf_counter() - start) * 1e3)
        at += step
    writer.close()
    return found


async def all_of(port, queries, connections, seconds, times):
    end = time.perf_counter() + seconds
    asked = (ask(port, queries, i, connections, end, times) for i in range(connections))
    await asyncio.wait_for(asyncio.gather(*asked), seconds + PATIENCE)


def measure(port, queries, connections, seconds):
    """The milliseconds that each answer took, and the seconds of all."""
    times, start = [], time.perf_counter()
    asyncio.run(all_of(port, queries, connections, seconds, times))
    return times, time.perf_counter() - start


def hits(port, queries):
    return asyncio.run(ask(port, queries, 0, 0, 0, []))
