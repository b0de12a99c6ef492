import { NOTES_LIMIT, NOTES_TTL_MS } from '../../port.ts';
import { script } from './script.ts';

/** KEYS: notes. ARGV: each note. */
export const note = script(`
for i = 1, #ARGV do redis.call('RPUSH', KEYS[1], ARGV[i]) end
redis.call('LTRIM', KEYS[1], -${NOTES_LIMIT}, -1)
redis.call('PEXPIRE', KEYS[1], ${NOTES_TTL_MS})
return 'noted'
`);

/** KEYS: notes. */
export const notes = script(`
return redis.call('LRANGE', KEYS[1], 0, -1)
`);
