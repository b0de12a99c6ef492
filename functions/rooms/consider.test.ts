import { describe, expect, it } from 'vitest';
import type { Command } from './commands.ts';
import { consider, type Look } from './consider.ts';
import { type Facts, inRoom } from './facts.ts';
import {
	agent,
	asked,
	at,
	claimed,
	generation,
	human,
	jobLost,
	joined,
	left,
	looked,
	policy,
	seen,
} from './testing.ts';

const sweep = { kind: 'sweep', workerCameAt: 0 } as const;
const considered = (stored: Facts | null, command: Command, look: Look, seconds: number) =>
	consider(stored, command, look, at(seconds), policy);
/** The server's list, as the look of a step. */
const lookAt = (...told: Parameters<typeof looked>): Look => {
	const observation = looked(...told);
	return observation.kind === 'looked_up' ? observation : null;
};

const served = seen(claimed(asked, 'a', 0), joined(human(), 1), joined(agent('a'), 2));
const alone = seen(served, left(human(), 100));

describe('a step', () => {
	it('that changes nothing gives back what is stored', () => {
		const { facts, answer, decision } = considered(served, sweep, null, 50);
		expect(facts).toBe(served);
		expect(answer).toBe('swept');
		expect(decision).toMatchObject({ effects: [], look: false });
	});

	it('of no record decides nothing', () => {
		expect(considered(null, sweep, null, 50)).toEqual({ answer: 'empty', facts: null, decision: null });
		const nobody = lookAt(49, [], null);
		expect(considered(null, sweep, nobody, 50)).toEqual({ answer: 'empty', facts: null, decision: null });
	});

	it('performs its command on what the server was seen to be', () => {
		const blind = considered(alone, sweep, null, 161);
		expect(blind).toMatchObject({ decision: { look: true, effects: [] } });
		const back = considered(alone, sweep, lookAt(160.5, [human('PA_h2'), agent('a')]), 161);
		expect(back).toMatchObject({ decision: { look: false, effects: [] }, facts: { generation } });
		const gone = considered(alone, sweep, lookAt(160.5, [agent('a')]), 161);
		expect(gone.decision?.effects[0]).toMatchObject({ kind: 'delete_room', reason: 'grace_expired' });
		expect(gone.facts?.generation).toBe(generation + 1);
		// By the look alone: nobody has heard of the person.
		const writer = { generation, jobId: 'a', epoch: 1 };
		const end: Command = { kind: 'write', writer, written: { what: 'end', reason: 'grace_expired' } };
		expect(considered(alone, end, lookAt(160.5, [human('PA_h2')]), 161).answer).toBe('awaited');
		expect(considered(alone, end, lookAt(160.5, []), 161).answer).toBe('closed');
	});

	it('changes nothing for a server that did not answer', () => {
		const unknown = considered(alone, sweep, 'unknown', 161);
		expect(unknown).toEqual(considered(alone, sweep, null, 161));
		expect(unknown.facts).toBe(alone);
	});

	it('adopts a room that only the look has found', () => {
		const { answer, facts } = considered(null, sweep, lookAt(49, [human()]), 50);
		expect(answer).toBe('swept');
		expect(Object.keys(facts?.room.people ?? {})).toEqual(['PA_h1']);
	});

	it('keeps what it has decided to do, and what is to be saved small', () => {
		const died: Command = { kind: 'observe', observation: jobLost('a', 50), event: null };
		const step = considered(served, died, lookAt(50, [human(), agent('a')]), 50.2);
		expect(step.decision?.effects.map(({ kind }) => kind)).toEqual([
			'remove_participant',
			'dispatch',
			'count',
			'count',
		]);
		expect(step.facts?.room.dispatches).toEqual([at(50.2)]);
		const later = at(3_600);
		const looks = [{ start: at(0), end: at(0.1) }];
		const old = inRoom(served, (room) => ({ ...room, looks }));
		expect(consider(old, sweep, null, later, policy).facts?.room.looks).toEqual([]);
	});

	it('says that what was said goes with it', () => {
		expect(considered(served, { kind: 'forget' }, null, 50).clearTurns).toBe(true);
		expect(considered(served, sweep, null, 50)).not.toHaveProperty('clearTurns');
	});
});
