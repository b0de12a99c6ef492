import { expect, test } from 'vitest';
import { planTests } from './plan.ts';

const files = [
	'functions/app.test.ts',
	'web/ui/call.test.tsx',
	'e2e/refresh.test.ts',
	'e2e/hearing/spectrum.test.ts',
	'scripts/start/ports.test.ts',
];
const plan = (...args: string[]) => planTests(args, files);
const all = { checks: true, unit: true, endToEnd: true, selection: [] };

test('without arguments everything runs', () => {
	expect(plan()).toEqual(all);
});

test('a check leaves out the end-to-end suite, whatever else is asked for', () => {
	expect(plan('--check')).toEqual({ ...all, endToEnd: false });
	expect(plan('--check', 'e2e/refresh')).toMatchObject({ unit: false, endToEnd: false });
});

test.each([
	[['e2e/refresh.test.ts'], false, true],
	[['./e2e/refresh.test.ts:12'], false, true],
	[['refresh', '-t', 'functions'], false, true],
	[['functions'], true, false],
	[['e2e/hearing'], true, false],
	[['ports', 'refresh'], true, true],
	[['-t', 'refresh'], true, true],
	[['--testNamePattern=x', 'ui'], true, false],
	[['no-such-file'], false, false],
])('%j runs only the suites that have such tests', (args, unit, endToEnd) => {
	expect(plan(...args)).toEqual({ checks: false, unit, endToEnd, selection: args });
});
