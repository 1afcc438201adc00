-- For wrk: asks for the requests in the file that ONEPOT_MIX names (a cookie, a tab and a path a line) in turn, as a browser that
-- takes gzip would, and prints one line of JSON at the end.
local requests = {}
local next_one = 0

function init(_)
  for line in io.lines(os.getenv("ONEPOT_MIX")) do
    local cookie, path = line:match("^(.-)\t(.+)$")
    local headers = { ["Host"] = "127.0.0.1", ["Accept-Encoding"] = "gzip", ["Accept"] = "text/html" }
    if cookie ~= "" then headers["Cookie"] = cookie end
    requests[#requests + 1] = wrk.format("GET", path, headers)
  end
end

function request()
  next_one = next_one % #requests + 1
  return requests[next_one]
end

function done(summary, latency, _)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"microseconds":%d,"p50_us":%d,"p99_us":%d,"most_us":%d,"refused":%d,"broken":%d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), latency.max, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout))
end
