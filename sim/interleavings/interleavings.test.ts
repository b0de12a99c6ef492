import { expect, test } from 'vitest';
import { explore, sayExplored } from './explore.ts';
import { scenarios } from './scenarios.ts';

test.for(scenarios)(
	'no order of events breaks a promise: $name',
	{ timeout: 300_000 },
	async (scenario, { annotate }) => {
		const explored = await explore({ depth: scenario.depth, which: [scenario] });
		await annotate(sayExplored(explored));
		expect(explored.violations).toEqual([]);
		const [{ states = 0 } = {}] = explored.scenarios;
		expect(states).toBeGreaterThan(100);
	},
);
