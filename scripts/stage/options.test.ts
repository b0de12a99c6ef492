import { expect, test } from 'vitest';
import { readOptions } from './options.ts';

test('a stage is all that is needed', () => {
	expect(readOptions(['setup', 'pr-7'])).toEqual({
		...{ verb: 'setup', stage: 'pr-7', from: null, offline: false, check: false },
	});
	expect(readOptions(['remove', 'pr-7'])).toEqual({ verb: 'remove', stage: 'pr-7', yesProduction: false });
});

test('more can be said, in any order', () => {
	expect(readOptions(['setup', '--offline', 'staging', '--from', '.env.staging', '--check'])).toEqual({
		...{ verb: 'setup', stage: 'staging', from: '.env.staging', offline: true, check: true },
	});
	expect(readOptions(['remove', '--yes-production', 'production'])).toMatchObject({ yesProduction: true });
});

test.each([
	[[]],
	[['deploy', 'pr-7']],
	[['setup']],
	[['remove']],
	[['setup', 'pr-7', 'pr-8']],
	[['setup', 'pr-7', '--from']],
	[['setup', 'pr-7', '--yes-production']],
	[['remove', 'pr-7', '--offline']],
])('%j is not understood', (args) => {
	expect(readOptions(args)).toBeNull();
});
