import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { FOLDERS_CODE } from './page-folders.ts';

const pathOf = (uri: string): unknown =>
	runInNewContext(`${FOLDERS_CODE}\nhandler(event).uri`, { event: { request: { uri } } });

test.each([
	['/', '/index.html'],
	['/ops', '/ops/index.html'],
	['/ops/', '/ops/index.html'],
	['/simulator/', '/simulator/index.html'],
	['/favicon.svg', '/favicon.svg'],
	['/index.html', '/index.html'],
	['/assets/talk-B1x.js', '/assets/talk-B1x.js'],
	['/v1.2/ops', '/v1.2/ops/index.html'],
])('%s is %s', (uri, expected) => {
	expect(pathOf(uri)).toBe(expected);
});

test('it is small enough for CloudFront', () => {
	expect(FOLDERS_CODE.length).toBeLessThan(10 * 1024);
});
