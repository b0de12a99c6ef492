import { expect, test } from 'vitest';
import { planted } from '../../../sim/planted/planted.ts';
import { START } from '../../../sim/settings.ts';
import { judgedBy, promiseWords } from './promises.ts';

test('each rule that judges is a promise in words', () => {
	expect(new Set(Object.values(planted).map(({ rule }) => rule))).toEqual(new Set(Object.keys(promiseWords)));
});

test('a promise is broken at the first time that it is', () => {
	const room = 'greenroom.sim.v_visitor2.1795000003';
	const judged = judgedBy([
		{ rule: 'one agent', at: START + 5_000, what: `PA_agent-AJ_1_1 and PA_agent-AJ_12_1 are both heard in ${room}` },
		{
			rule: 'one agent',
			at: START + 9_000,
			what: `RM_greenroom_sim_v_visitor1_1795000003_1 lives since ${START + 2_500}`,
		},
	]);
	expect(judged.filter(({ brokenAt }) => brokenAt !== null)).toEqual([
		{
			rule: 'one agent',
			words: promiseWords['one agent'],
			brokenAt: 5_000,
			what: ['agent 1 and agent 12 are both heard in the room of visitor 2', 'the room of visitor 1 lives since 2.5 s'],
		},
	]);
});
