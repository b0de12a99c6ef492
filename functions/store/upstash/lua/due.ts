import { script } from './script.ts';

/**
 * Names what is due, the longest due first, and leases it. What has ended is dropped first, a thousand of each shard at
 * most: naming one that is gone costs a look, and no more.
 *
 * KEYS: deadlines of each shard, ends of each shard. ARGV: until, how many, when the lease is over, now.
 */
export const due = script(`
local shards = #KEYS / 2
local limit = tonumber(ARGV[2])
local found = {}
for i = 1, shards do
	for _, name in ipairs(redis.call('ZRANGEBYSCORE', KEYS[shards + i], '-inf', ARGV[4], 'LIMIT', 0, 1000)) do
		redis.call('ZREM', KEYS[i], name)
		redis.call('ZREM', KEYS[shards + i], name)
	end
	local names = redis.call('ZRANGEBYSCORE', KEYS[i], '-inf', ARGV[1], 'WITHSCORES', 'LIMIT', 0, limit)
	for j = 1, #names, 2 do
		found[#found + 1] = { name = names[j], at = tonumber(names[j + 1]), shard = KEYS[i] }
	end
end
table.sort(found, function(a, b)
	if a.at ~= b.at then return a.at < b.at end
	return a.name < b.name
end)
local names = {}
for i = 1, math.min(limit, #found) do
	redis.call('ZADD', found[i].shard, ARGV[3], found[i].name)
	names[i] = found[i].name
end
return names
`);

/** How many have a deadline. KEYS: ends of each shard. ARGV: now. */
export const size = script(`
local count = 0
for _, ends in ipairs(KEYS) do count = count + redis.call('ZCOUNT', ends, '(' .. ARGV[1], '+inf') end
return count
`);
