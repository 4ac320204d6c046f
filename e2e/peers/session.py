"""A session of Python's websockets library, told over standard input what to do.

Each line of input is a frame to send, as text. Each line of output is what happened: a message, or the end.
"""

import asyncio
import json
import sys

import websockets


def tell(what):
    print(json.dumps(what), flush=True)


async def send_lines(socket):
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        await socket.send(line.rstrip("\n"))


async def run(url):
    # Pings of its own would be signs of life: only what the library answers by itself shall keep it alive.
    async with websockets.connect(url, ping_interval=None) as socket:
        tell({"extensions": ", ".join(extension.name for extension in socket.extensions)})
        sending = asyncio.create_task(send_lines(socket))
        try:
            async for message in socket:
                tell({"message": message})
        except websockets.ConnectionClosed:
            pass
        sending.cancel()
        tell({"code": socket.close_code, "reason": socket.close_reason})


try:
    asyncio.run(run(sys.argv[1]))
finally:
    # A thread that still reads the input must not hold the process.
    sys.stdout.flush()
    import os

    os._exit(0)
