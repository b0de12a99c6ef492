import { describe, expect, test } from 'vitest';
import type { Deps } from '../../functions/deps.ts';
import type { History } from '../history.ts';
import { planted } from '../planted/planted.ts';
import { play } from '../play.ts';
import { judge } from './judge.ts';

const rulesBrokenIn = async (told: History, spoil?: (deps: Deps) => Deps): Promise<readonly string[]> => {
	const trace = await play(told, spoil === undefined ? {} : { spoil });
	return [...new Set(judge(trace).map(({ rule }) => rule))];
};

describe('each rule turns red when what it is for is broken, and is green otherwise:', () => {
	test.for(Object.values(planted))('$rule ($bug)', async ({ rule, history, spoil }) => {
		expect(await rulesBrokenIn(history)).toEqual([]);
		expect(await rulesBrokenIn(history, spoil)).toContain(rule);
	});
});
