import { script } from './script.ts';

/**
 * The value, a page of its list, and hits.
 *
 * KEYS: record, ids, entries, one a hit. ARGV: how many entries, before which index ('' for the last ones), one length of
 * a window a hit.
 */
export const load = script(`
local hits = {}
for i = 4, #KEYS do
	local count = redis.call('INCR', KEYS[i])
	if count == 1 then redis.call('PEXPIRE', KEYS[i], ARGV[i - 1]) end
	hits[#hits + 1] = count
end
local record = redis.call('HMGET', KEYS[1], 'value', 'version', 'dropped')
local dropped = tonumber(record[3] or 0)
local to = redis.call('LLEN', KEYS[2])
if ARGV[2] ~= '' then to = math.min(math.max(tonumber(ARGV[2]) - dropped, 0), to) end
local from = math.max(0, to - tonumber(ARGV[1]))
local ids, entries = {}, {}
if from < to then
	ids = redis.call('LRANGE', KEYS[2], from, to - 1)
	entries = redis.call('HMGET', KEYS[3], unpack(ids))
end
local before = false
if from > 0 then before = string.format('%d', dropped + from) end
return { record[1], tonumber(record[2] or 0), before, ids, entries, hits }
`);
