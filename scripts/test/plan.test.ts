import { expect, test } from 'vitest';
import { planTests } from './plan.ts';

const files = [
	'functions/app.test.ts',
	'web/ui/call.test.tsx',
	'e2e/refresh.test.ts',
	'e2e/hearing/spectrum.test.ts',
	'e2e/livekit-facts/presence.test.ts',
	'e2e/kills/page.test.ts',
	'e2e/image/worker-image.test.ts',
	'scripts/start/ports.test.ts',
	'infra/site.test.ts',
];
const plan = (...args: string[]) => planTests(args, files);
const all = { checks: true, unit: true, thorough: true, endToEnd: true, image: true, selection: [] };

test('without arguments everything runs', () => {
	expect(plan()).toEqual(all);
});

test('a check leaves out the thorough and the end-to-end tests, whatever else is asked for', () => {
	expect(plan('--check')).toEqual({ ...all, thorough: false, endToEnd: false, image: false });
	expect(plan('--check', 'e2e/refresh')).toMatchObject({ unit: false, endToEnd: false });
});

test.each([
	[['e2e/refresh.test.ts'], ['endToEnd']],
	[['./e2e/refresh.test.ts:12'], ['endToEnd']],
	[['refresh', '-t', 'functions'], ['endToEnd']],
	[['functions'], ['unit']],
	[['e2e/hearing'], ['thorough']],
	[['infra'], ['thorough']],
	[['e2e/livekit-facts'], ['endToEnd']],
	[['e2e/kills'], ['endToEnd']],
	[['e2e/image'], ['endToEnd', 'image']],
	[
		['ports', 'refresh'],
		['unit', 'endToEnd'],
	],
	[
		['-t', 'refresh'],
		['unit', 'thorough', 'endToEnd', 'image'],
	],
	[['--testNamePattern=x', 'ui'], ['unit']],
	[['no-such-file'], []],
])('%j runs only the suites that have such tests: %j', (args, suites) => {
	const { selection, ...runs } = plan(...args);
	expect(selection).toEqual(args);
	const ran = Object.entries(runs).flatMap(([suite, isRun]) => (isRun ? [suite] : []));
	expect(ran).toEqual(suites);
});
