import { describe, expect, it } from 'vitest';
import type { RoomFacts } from './facts.ts';
import { ghosts } from './ghosts.ts';
import { agent, asked, at, claimed, jobLost, joined, left, policy, recorder, room, seen } from './testing.ts';

const out = (facts: RoomFacts, seconds = 5) =>
	ghosts(facts, at(seconds), policy).map(({ sid, why }) => `${sid} ${why}`);
const held = claimed(asked, 'a', 0);

describe('an agent is put out', () => {
	it('not while it serves', () => {
		expect(out(seen(held, joined(agent('a'), 1)).room)).toEqual([]);
	});

	it('when its process is gone and LiveKit has not noticed', () => {
		const gone = seen(held, joined(agent('a'), 1), jobLost('a', 2));
		expect(out(gone.room)).toEqual(['PA_a process_gone']);
		expect(out(seen(gone, left(agent('a'), 3)).room)).toEqual([]);
	});

	it('when another one serves now, or is about to', () => {
		const two = seen(held, joined(agent('z'), 1));
		expect(out(two.room)).toEqual(['PA_z replaced']);
		expect(out(seen(two, joined(agent('a'), 2)).room)).toEqual(['PA_z replaced']);
	});

	it('not when nobody else is to serve: whoever does it goes on', () => {
		expect(out(room(joined(agent('a'), 1)))).toEqual([]);
		expect(out(seen(held, joined(agent('z'), 1)).room, 15)).toEqual([]);
	});

	it('when two go on although nobody is to serve: they would talk to each other', () => {
		expect(out(room(joined(agent('y'), 1), joined(agent('z'), 1)))).toEqual(['PA_z replaced']);
		expect(out(seen(held, joined(agent('y'), 1), joined(agent('z'), 1)).room, 15)).toEqual(['PA_z replaced']);
	});

	it('never when it is not one of ours', () => {
		const others = { ...recorder, identity: 'agent-of-somebody-else' };
		expect(out(seen(held, joined(others, 1)).room)).toEqual([]);
	});
});
