import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { hasGivenUp } from '../rooms/dispatching.ts';
import { type Claim, type Facts, newFacts, type RoomFacts } from '../rooms/facts.ts';
import { storedFiles } from '../rooms/files.ts';
import { phase } from '../rooms/phase.ts';
import { makePolicy } from '../rooms/policy.ts';
import { conversationOfKey, readFacts, readTurns, recordKey, writeFacts, writeTurn } from './record.ts';

const version1 = await readFile(new URL('fixtures/v1.json', import.meta.url), 'utf8');
/** What may be absent. */
type Optional<T> = { [K in keyof T as object extends Pick<T, K> ? K : never]: T[K] };
const fieldsOf = (value: object) => new Set(Object.keys(value));

describe('a stored record', () => {
	it('of version 1 is read', () => {
		const facts = readFacts(version1);
		expect(facts).toMatchObject({ generation: 1_795_000_002, epoch: 7, timezone: 'Europe/Berlin', todo: ['buy milk'] });
		expect(phase(facts, 1_795_000_210_000, makePolicy({ graceSeconds: 60 }))).toBe('active');
	});

	it('of version 1 says all that a record says: who adds to it adds a version, or says what its absence means', () => {
		const [stored, now] = [readFacts(version1), newFacts(0)];
		expect(fieldsOf(stored)).toEqual(fieldsOf(now));
		expect(fieldsOf(stored.room)).toEqual(fieldsOf(now.room));
	});

	it('of version 1 may lack what was added later: each absence has a meaning', () => {
		const stored = readFacts(version1);
		// Whose types make a field optional gives it a value here: the compiler insists.
		const ofRoom: Required<Optional<RoomFacts>> = { trace: '4bf92f3577b34da6a3ce929d0e0e4736', gaveUpAt: 1 };
		const ofClaim: Required<Optional<Claim>> = { worker: 'w1' };
		const given = { id: 'file-0001', name: 'a.txt', type: 'text/plain', size: 1, at: 1, uploaded: true } as const;
		const ofFacts: Required<Optional<Facts>> = { files: [given] };
		for (const added of Object.keys(ofFacts)) expect(stored).not.toHaveProperty(added);
		for (const added of Object.keys(ofRoom)) expect(stored.room).not.toHaveProperty(added);
		for (const added of Object.keys(ofClaim)) expect(stored.room.claim).not.toHaveProperty(added);
		expect(hasGivenUp({ ...stored.room, dispatches: [1] })).toBe(false);
		const claim = stored.room.claim && { ...stored.room.claim, ...ofClaim };
		expect(storedFiles(stored)).toEqual([]);
		const complete = { ...stored, ...ofFacts, room: { ...stored.room, ...ofRoom, claim } };
		expect(readFacts(writeFacts(complete))).toEqual(complete);
	});

	it('is written as it is read', () => {
		expect(readFacts(writeFacts(readFacts(version1)))).toEqual(JSON.parse(version1));
		expect(readFacts(writeFacts(newFacts(1_795_000_000_000)))).toEqual(newFacts(1_795_000_000_000));
	});

	it('of a newer release is refused, which says so', () => {
		const newer = JSON.stringify({ ...JSON.parse(version1), v: 2 });
		expect(() => readFacts(newer)).toThrow(new RangeError('a record of version 2 was written by a newer release'));
	});
});

describe('its key', () => {
	it('is read back, and keeps stages apart', () => {
		const key = recordKey('pr-12', 'v_4bq0abcd');
		expect(conversationOfKey(key)).toEqual({ stage: 'pr-12', conversation: 'v_4bq0abcd' });
		expect(recordKey('pr-13', 'v_4bq0abcd')).not.toBe(key);
	});

	it('is no other key of the store', () => {
		for (const key of ['', 'pr-12:pool', 'pr-12:conversation', 'pr-12:limit:x', 'a:conversation:b:c'])
			expect(conversationOfKey(key)).toBeNull();
	});
});

it('turns are read as they were written, under their own id', () => {
	const turn = { id: 'm1', role: 'user', text: 'Hello', at: 1, interrupted: true } as const;
	const entry = writeTurn(turn);
	expect(entry.id).toBe('m1');
	expect(readTurns({ entries: [entry], before: null })).toEqual([turn]);
});
