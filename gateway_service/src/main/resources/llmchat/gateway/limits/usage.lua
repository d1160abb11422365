-- The usage of several sliding windows by one subject; changes nothing.
-- KEYS: one hash for each limit, as acquire.lua writes it.
-- ARGV: for each limit the length of a slot in milliseconds, sixty slots to a window.
-- Returns {calls used, ms until none counts} for each limit, in one flat list.
local SLOTS = 60
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local standing = {}
for i = 1, #KEYS do
  local length = tonumber(ARGV[i])
  local oldest = math.floor(now / length) - SLOTS
  local used, newest = 0, nil
  local fields = redis.call('HGETALL', KEYS[i])
  for f = 1, #fields, 2 do
    local slot = tonumber(fields[f])
    if slot >= oldest then
      used = used + tonumber(fields[f + 1])
      if newest == nil or slot > newest then newest = slot end
    end
  end
  standing[2 * i - 1] = used
  standing[2 * i] = newest == nil and 0 or (newest + SLOTS + 1) * length - now
end
return standing
