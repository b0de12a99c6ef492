import { expect, test } from 'vitest';
import { parseLine } from './log-line.ts';
import { createNotices } from './notices.ts';

const warning = parseLine('{"level":"warn","event":"backend_unreachable"}');

test('a warning is said with the part that it is from', () => {
	expect(createNotices(() => 0)('worker', warning)).toBe('worker, warning: backend_unreachable');
});

test('the same from the same part is said again only after half a minute', () => {
	let now = 0;
	const notice = createNotices(() => now);
	const at = (ms: number, part = 'worker') => {
		now = ms;
		return notice(part, warning);
	};
	expect(at(0)).not.toBeNull();
	expect(at(29_999)).toBeNull();
	expect(at(29_999, 'api')).not.toBeNull();
	expect(at(30_000)).not.toBeNull();
	expect(at(59_999)).toBeNull();
});

test('an ordinary line is no notice', () => {
	expect(createNotices(() => 0)('api', parseLine('{"level":"info","event":"api_listening"}'))).toBeNull();
});
