import { script } from './script.ts';

/** A thousand of a shard at most: naming one that is gone costs a look, and no more. */
const DROP_ENDED = `
local function drop_ended(deadlines, ends, now)
	for _, name in ipairs(redis.call('ZRANGEBYSCORE', ends, '-inf', now, 'LIMIT', 0, 1000)) do
		redis.call('ZREM', deadlines, name)
		redis.call('ZREM', ends, name)
	end
end
`;

/**
 * Names what is due, the longest due first, and leases it. What has ended is dropped first.
 *
 * KEYS: deadlines of each shard, ends of each shard. ARGV: until, how many, when the lease is over, now.
 */
export const due = script(`${DROP_ENDED}
local shards = #KEYS / 2
local limit = tonumber(ARGV[2])
local found = {}
for i = 1, shards do
	drop_ended(KEYS[i], KEYS[shards + i], ARGV[4])
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

/**
 * The earliest deadlines of all shards, name and time in turn. What has ended is dropped first.
 *
 * KEYS: deadlines of each shard, ends of each shard. ARGV: how many, now.
 */
export const deadlines = script(`${DROP_ENDED}
local shards = #KEYS / 2
local limit = tonumber(ARGV[1])
local found = {}
for i = 1, shards do
	drop_ended(KEYS[i], KEYS[shards + i], ARGV[2])
	local names = redis.call('ZRANGE', KEYS[i], 0, limit - 1, 'WITHSCORES')
	for j = 1, #names, 2 do
		found[#found + 1] = { name = names[j], at = tonumber(names[j + 1]) }
	end
end
table.sort(found, function(a, b)
	if a.at ~= b.at then return a.at < b.at end
	return a.name < b.name
end)
local names = {}
for i = 1, math.min(limit, #found) do
	names[#names + 1] = found[i].name
	names[#names + 1] = string.format('%.0f', found[i].at)
end
return names
`);
