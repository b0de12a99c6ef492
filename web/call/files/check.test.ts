import { describe, expect, it } from 'vitest';
import { FILE_LIMIT_BYTES } from '../../../functions/protocol/call.ts';
import { refusalOf } from './check.ts';

describe('a file, before it is sent', () => {
	it.each([
		['a.txt', 1, null],
		['A.PDF', FILE_LIMIT_BYTES, null],
		['README', 5, null],
		['a.txt', 0, 'empty'],
		['a.txt', FILE_LIMIT_BYTES + 1, 'too_large'],
		['a.exe', 5, 'type_refused'],
		['a.txt.zip', 5, 'type_refused'],
	])('%s of %i bytes: %s', (name, size, refusal) => {
		expect(refusalOf({ name, size })).toBe(refusal);
	});
});
