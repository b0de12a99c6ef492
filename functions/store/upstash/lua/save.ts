import { NOTES_LIMIT, NOTES_TTL_MS } from '../../port.ts';
import { script } from './script.ts';

/**
 * Compare and set. The id of the write stands beside the version, so that a write whose answer was lost can be repeated
 * and is told that it has happened.
 *
 * KEYS: record, ids, entries, deadlines, ends, notes, and counters when something is counted. ARGV: name, version, value,
 * fence, deadline ('' for none), time to live, when that is over, '1' to empty the list, id of the write, a note ('' for
 * none), then name and what to add to it, in turn.
 */
export const save = script(`
local stored = redis.call('HMGET', KEYS[1], 'version', 'fence', 'write')
local version = tonumber(stored[1] or 0)
if version ~= tonumber(ARGV[2]) then
	if stored[3] == ARGV[9] then return 'saved' end
	return 'conflict'
end
if version == 0 or ARGV[8] == '1' then
	redis.call('HINCRBY', KEYS[1], 'dropped', redis.call('LLEN', KEYS[2]))
	redis.call('DEL', KEYS[2], KEYS[3])
end
if ARGV[8] == '1' then redis.call('DEL', KEYS[6]) end
if ARGV[10] ~= '' then
	redis.call('RPUSH', KEYS[6], ARGV[10])
	redis.call('LTRIM', KEYS[6], -${NOTES_LIMIT}, -1)
	redis.call('PEXPIRE', KEYS[6], ${NOTES_TTL_MS})
end
for i = 11, #ARGV, 2 do redis.call('HINCRBY', KEYS[7], ARGV[i], ARGV[i + 1]) end
redis.call('HINCRBY', KEYS[1], 'version', 1)
redis.call('HSET', KEYS[1], 'value', ARGV[3], 'ttl', ARGV[6], 'write', ARGV[9])
if tonumber(ARGV[4]) > tonumber(stored[2] or '-inf') then redis.call('HSET', KEYS[1], 'fence', ARGV[4]) end
for i = 1, 3 do redis.call('PEXPIRE', KEYS[i], ARGV[6]) end
if ARGV[5] == '' then
	redis.call('ZREM', KEYS[4], ARGV[1])
	redis.call('ZREM', KEYS[5], ARGV[1])
else
	redis.call('ZADD', KEYS[4], ARGV[5], ARGV[1])
	redis.call('ZADD', KEYS[5], ARGV[7], ARGV[1])
end
return 'saved'
`);
