-- Admits or refuses one call of a subject under several sliding windows at once.
-- KEYS: one hash for each limit, from slot number to calls in that slot.
-- ARGV: for each limit its calls and the length of a slot in milliseconds, sixty slots to a window.
-- Returns {admitted, which limit, calls left, ms until a call is free, ms until all are free}.
local SLOTS = 60
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local tightest, fewest, reset = 1, nil, 0
for i = 1, #KEYS do
  local calls, length = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
  local current = math.floor(now / length)
  local used, newest, slots = 0, current, {}
  local fields = redis.call('HGETALL', KEYS[i])
  for f = 1, #fields, 2 do
    local slot, count = tonumber(fields[f]), tonumber(fields[f + 1])
    if slot < current - SLOTS then
      redis.call('HDEL', KEYS[i], fields[f])
    else
      used = used + count
      slots[#slots + 1] = {slot, count}
      if slot > newest then newest = slot end
    end
  end
  if used >= calls then
    table.sort(slots, function(a, b) return a[1] < b[1] end)
    local toFree, free = used - calls + 1, 0
    for _, slot in ipairs(slots) do
      toFree = toFree - slot[2]
      if toFree <= 0 then
        free = (slot[1] + SLOTS + 1) * length - now
        break
      end
    end
    local empty = (slots[#slots][1] + SLOTS + 1) * length - now
    return {0, i, 0, free, empty}
  end
  if fewest == nil or calls - used - 1 < fewest then
    tightest, fewest, reset = i, calls - used - 1, (newest + SLOTS + 1) * length - now
  end
end

for i = 1, #KEYS do
  local length = tonumber(ARGV[2 * i])
  redis.call('HINCRBY', KEYS[i], math.floor(now / length), 1)
  redis.call('PEXPIRE', KEYS[i], (SLOTS + 2) * length)
end
return {1, tightest, fewest, 0, reset}
