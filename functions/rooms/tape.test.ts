import { describe, expect, it } from 'vitest';
import type { Command } from './commands.ts';
import { consider } from './consider.ts';
import type { Facts } from './facts.ts';
import {
	isWorthNoting,
	noteOfActs,
	noteOfRefusal,
	noteOfStep,
	readEntry,
	SNAPSHOT_EVERY,
	type TapeEntry,
} from './tape.ts';
import { asked, at, claimed, generation, human, joined, nothingSaid, policy, seen } from './testing.ts';

const ring = { id: 'file-0001', name: 'ring.txt', type: 'text/plain', size: 1 } as const;
const told = {
	files: [{ ...ring, at: 1, uploaded: true }],
	todo: ['buy a ring'],
	timezone: 'Europe/Berlin',
	timezoneOffset: -60,
};
const served: Facts = { ...claimed(seen(asked, joined(human(), 1)), 'a', 2), ...told };
const writer = { generation, jobId: 'a', epoch: 1 };
const call = { generation, timezone: 'Europe/Rome', timezoneOffset: -120, retry: false, workerCameAt: 0 };

/** The step of a command on a record of that version, as it is noted. */
function noted(command: Command, stored: Facts | null, version = 0): string {
	const { answer, decision } = consider(stored, command, null, at(50), policy);
	if (decision === null || typeof answer !== 'string') throw new Error('nothing is saved');
	return noteOfStep({
		at: at(50),
		trace: 'a trace',
		command,
		look: null,
		outcome: answer,
		decision,
		stored,
		version,
	});
}
const stepOf = (note: string): Extract<TapeEntry, { kind: 'step' }> => {
	const entry = readEntry(note);
	if (entry.kind !== 'step') throw new Error(`a ${entry.kind}`);
	return entry;
};

describe('a step on the tape', () => {
	it('has what was asked, what came of it, and what was decided', () => {
		const hangUp = { kind: 'close', generation, reason: 'hung_up' } as const;
		expect(stepOf(noted(hangUp, served, 1))).toEqual({
			v: 1,
			kind: 'step',
			at: at(50),
			trace: 'a trace',
			command: hangUp,
			look: null,
			outcome: 'closed',
			effects: [
				{ kind: 'delete_room', generation, reason: 'hung_up', again: false },
				{ kind: 'count', outcome: 'delete_room:hung_up' },
			],
			deadline: at(53),
		});
	});

	it('has the record before it at the beginning, and with every so many saves', () => {
		const ask: Command = { kind: 'ask', ...nothingSaid };
		expect(stepOf(noted(ask, null, 0))).toHaveProperty('before', null);
		const versions = Array.from({ length: 2 * SNAPSHOT_EVERY + 1 }, (_, version) => version);
		const withRecord = versions.filter((version) => 'before' in stepOf(noted(ask, served, version)));
		expect(withRecord).toEqual([0, SNAPSHOT_EVERY, 2 * SNAPSHOT_EVERY]);
		expect(stepOf(noted(ask, asked, SNAPSHOT_EVERY)).before).toEqual(asked);
	});
});

describe('nothing that somebody said of themselves is on the tape', () => {
	it.each<Command>([
		{ kind: 'ask', ...nothingSaid, timezone: 'Europe/Rome' },
		{ kind: 'call_agent', ...call },
		{ kind: 'write', writer, written: { what: 'state', todo: ['buy a ring'], timezone: 'Europe/Rome' } },
		{ kind: 'write', writer, written: { what: 'file', file: { ...ring, uploaded: false } } },
	])('of a command: $kind', (command) => {
		const step = noted(command, served);
		const refusal = noteOfRefusal({ at: 1, trace: null, command, outcome: 'stale_epoch' });
		for (const note of [step, refusal]) {
			expect(note).not.toMatch(/ring|Europe|-60|-120/);
			expect(readEntry(note)).toMatchObject({ command: { kind: command.kind } });
		}
		// The record, without that.
		expect(stepOf(step).before).toEqual({
			...served,
			files: [{ ...served.files?.[0], name: '' }],
			todo: [],
			timezone: null,
			timezoneOffset: null,
		});
	});

	it('what else a command says is', () => {
		const { command } = stepOf(noted({ kind: 'call_agent', ...call, retry: true }, served));
		expect(command).toEqual({ kind: 'call_agent', ...call, retry: true, timezone: null, timezoneOffset: null });
		const people = [{ sid: 'PA_h1', identity: 'human-v', roomSid: null, present: false }];
		const write: Command = { kind: 'write', writer, written: { what: 'people', people } };
		expect(stepOf(noted(write, served)).command).toEqual(write);
		const observe: Command = { kind: 'observe', observation: joined(human('PA_h2'), 9), event: 'EV_1' };
		expect(stepOf(noted(observe, served)).command).toEqual(observe);
	});
});

describe('a refusal', () => {
	it('is kept of who was told to leave or found nothing, and not of whoever comes twice', () => {
		const kept = ['claim_taken', 'room_closed', 'stale_epoch', 'not_found'];
		const others = ['granted', 'granted_again', 'known', 'repeated', 'swept', 'already_closed', 'awaited', 'kept'];
		expect([...kept, ...others].filter(isWorthNoting)).toEqual(kept);
	});

	it('says who and why', () => {
		const command = { kind: 'claim', generation, jobId: 'b' } as const;
		const note = noteOfRefusal({ at: 1, trace: null, command, outcome: 'claim_taken' });
		expect(readEntry(note)).toEqual({ v: 1, kind: 'refusal', at: 1, trace: null, command, outcome: 'claim_taken' });
	});
});

it('what was done is on it with its outcome, and without whom', () => {
	const act = { kind: 'remove_participant', identity: 'agent-a', sid: 'PA_a' };
	const note = noteOfActs({ at: 1, trace: 't', done: [{ act, outcome: 'removed' }] });
	const acts = [{ what: 'remove_participant', outcome: 'removed' }];
	expect(readEntry(note)).toEqual({ v: 1, kind: 'acts', at: 1, trace: 't', acts });
});

it.each(['null', '7', '"text"', '[]', '{}', '{"v":2,"kind":"step"}', '{"room":"a ledger’s"}'])(
	'%s is no entry',
	(note) => {
		expect(() => readEntry(note)).toThrow(RangeError);
	},
);

it('what is no JSON is no entry', () => {
	expect(() => readEntry('{"v":1,')).toThrow(SyntaxError);
});
