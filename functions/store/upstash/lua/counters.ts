import { script } from './script.ts';

/** KEYS: counters. ARGV: name and what to add, in turn. */
export const count = script(`
for i = 1, #ARGV, 2 do redis.call('HINCRBY', KEYS[1], ARGV[i], ARGV[i + 1]) end
return 'counted'
`);

/** Name and value, in turn. KEYS: counters. */
export const counters = script(`
return redis.call('HGETALL', KEYS[1])
`);
