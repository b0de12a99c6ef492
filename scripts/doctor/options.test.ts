import { expect, test } from 'vitest';
import { readOptions } from './options.ts';

test('three calls, ten seconds and words are the default', () => {
	expect(readOptions([])).toEqual({ stage: null, json: false, canary: 3, within: 10 });
	expect(readOptions(['--json', '--canary', '0', '--within=30', '--stage', 'staging'])).toEqual({
		...{ stage: 'staging', json: true, canary: 0, within: 30 },
	});
});

test.each([[['--canary', 'all']], [['--canary', '-1']], [['--within', '0']], [['--jsno']], [['now']], [['--canary']]])(
	'%j is not understood',
	(args) => {
		expect(readOptions(args)).toBeNull();
	},
);
