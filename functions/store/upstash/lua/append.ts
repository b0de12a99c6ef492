import { LIST_LIMIT } from '../../port.ts';
import { script } from './script.ts';

/**
 * Appends what is not there yet. The list is one of ids, with the entries in a hash beside it: that is how an id is known.
 *
 * KEYS: record, ids, entries, ends. ARGV: name, fence, now, then id and entry in turn.
 */
export const append = script(`
local stored = redis.call('HMGET', KEYS[1], 'version', 'fence', 'ttl')
if not stored[1] then return 'absent' end
if tonumber(ARGV[2]) < tonumber(stored[2]) then return 'fenced' end
for i = 4, #ARGV, 2 do
	if redis.call('HSETNX', KEYS[3], ARGV[i], ARGV[i + 1]) == 1 then redis.call('RPUSH', KEYS[2], ARGV[i]) end
end
local over = redis.call('LLEN', KEYS[2]) - ${LIST_LIMIT}
if over > 0 then
	redis.call('HDEL', KEYS[3], unpack(redis.call('LPOP', KEYS[2], over)))
	redis.call('HINCRBY', KEYS[1], 'dropped', over)
end
for i = 1, 3 do redis.call('PEXPIRE', KEYS[i], stored[3]) end
redis.call('ZADD', KEYS[4], 'XX', string.format('%.0f', ARGV[3] + stored[3]), ARGV[1])
return 'appended'
`);
