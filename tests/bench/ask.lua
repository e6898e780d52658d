-- For wrk: the paths of a file, one after the other.
-- wrk -s ask.lua URL -- FILE [PAUSE], in milliseconds before each request
local requests, at, pause = {}, 0, 0

function init(args)
    for path in io.lines(args[1]) do
        requests[#requests + 1] = wrk.format("GET", path)
    end
    pause = tonumber(args[2]) or 0
end

function delay()
    return pause
end

function request()
    at = at % #requests + 1
    return requests[at]
end

function done(summary, latency)
    local e = summary.errors
    print(string.format("%d %d %.6f %.3f %.3f", summary.requests,
        e.connect + e.read + e.write + e.status + e.timeout,
        summary.duration / 1e6, latency:percentile(50) / 1e3,
        latency:percentile(99) / 1e3))
end
