import { expect, test, vi } from 'vitest';
import { storyOf } from '../lanes/lanes.ts';
import { playScene } from '../play/play-scene.ts';
import { lastingAt, momentOf } from './moment.ts';
import { lastAt } from './records.ts';

vi.setConfig({ testTimeout: 30_000 });

const AGENT_DIES = { seed: null, bug: null, faults: [{ at: 20_000, name: 'kill_agent', who: 0 }] };
const played = await playScene(AGENT_DIES);
const story = storyOf(played);

test('before anybody calls nothing is known', () => {
	expect(momentOf(played, story, 1_000, 1)).toEqual({
		phase: 'empty',
		people: 'nobody',
		agent: 'none',
		room: 'none',
		deadlineIn: null,
		decision: null,
	});
});

test('a call is known, and what was decided last', () => {
	const { phase, people, agent, decision, deadlineIn } = momentOf(played, story, 12_000, 1);
	expect({ phase, people, agent }).toEqual({ phase: 'active', people: 'one person', agent: 'agent 1 serves' });
	expect(decision).toMatchObject({ cause: 'news of the room came: observed', effects: [] });
	expect(deadlineIn).toBeGreaterThan(200_000);
});

test('an agent that dies is put out, and another one asked for and seen', () => {
	const decided = momentOf(played, story, 20_050, 1);
	expect(decided.phase).toBe('starting');
	expect(decided.agent).toBe('agent 1 is lost');
	expect(decided.decision?.effects).toEqual(['put agent 1 out (process gone)', 'ask LiveKit for an agent']);
	expect(momentOf(played, story, 30_000, 1)).toMatchObject({ phase: 'active', agent: 'agent 2 serves' });
});

test('each line says what lasts', () => {
	const at = (ms: number) => Object.fromEntries(lastingAt(story, ms));
	expect(at(12_000)).toMatchObject({ 'person 1': 'tab 1', 'agent 1': 'agent 1', 'greenroom 1': 'in a call' });
	expect(at(21_000)).toMatchObject({ 'person 1': 'tab 1', 'agent 1': '', 'greenroom 1': 'starting' });
});

test('the last one at a time is that which came at it or before', () => {
	const sorted = [{ at: 1 }, { at: 3 }, { at: 3, second: true }];
	expect([0, 1, 2, 3, 9].map((at) => lastAt(sorted, at))).toEqual([null, sorted[0], sorted[0], sorted[2], sorted[2]]);
});
