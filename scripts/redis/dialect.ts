/**
 * Scripts as Upstash runs them, for a Redis that does not: `#!lua flags=allow-key-locking` is Upstash's own and refused
 * by others, and under it a script may touch no key that it has not declared, which others do not check.
 *
 * @module
 */
import { createHash } from 'node:crypto';

/**
 * A `redis` for the script that looks at the keys of each command before it is run. One line, so that the line numbers of
 * errors stay true.
 */
const PRELUDE = [
	'local redis = (function(real)',
	'local declared = {}',
	'for _, key in ipairs(KEYS) do declared[key] = true end',
	'local function check(...)',
	"local keys = real.pcall('COMMAND', 'GETKEYS', ...)",
	'for _, key in ipairs(keys) do if not declared[key] then',
	"return real.error_reply('ERR Script attempted to access a key that was not declared: ' .. key)",
	'end end end',
	'return setmetatable({',
	'call = function(...) local refused = check(...) if refused then error(refused) end return real.call(...) end,',
	'pcall = function(...) return check(...) or real.pcall(...) end,',
	'}, { __index = real })',
	'end)(redis)',
].join(' ');

const FLAG = /^#!lua flags=allow-key-locking *(?=\n)/;

export interface Dialect {
	/** A command as the Redis behind the bridge understands it. */
	translate(command: readonly string[]): readonly string[];
}

const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex');

export function createDialect(): Dialect {
	/** By the hash that clients know a script by: the hash that Redis knows it by. */
	const hashes = new Map<string, string>();

	function script(text: string): string {
		const translated = FLAG.test(text) ? text.replace(FLAG, PRELUDE) : text;
		hashes.set(sha1(text), sha1(translated));
		return translated;
	}

	return {
		translate(command) {
			const [name = '', first = '', ...rest] = command;
			switch (name.toUpperCase()) {
				case 'EVAL':
				case 'EVAL_RO':
					return [name, script(first), ...rest];
				case 'EVALSHA':
				case 'EVALSHA_RO':
					return [name, hashes.get(first.toLowerCase()) ?? first, ...rest];
				case 'SCRIPT':
					return first.toUpperCase() === 'LOAD' ? [name, first, ...rest.map(script)] : command;
				default:
					return command;
			}
		},
	};
}
