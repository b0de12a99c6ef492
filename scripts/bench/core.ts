/**
 * What the rules themselves cost: an event folded in and decided on, and the memory of open rooms.
 *
 * @module
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { readFacts, recordKey, writeFacts } from '../../functions/conversations/record.ts';
import { ask } from '../../functions/rooms/asking.ts';
import { consider } from '../../functions/rooms/consider.ts';
import { newFacts } from '../../functions/rooms/facts.ts';
import { type Observation, observe } from '../../functions/rooms/observe.ts';
import { makePolicy } from '../../functions/rooms/policy.ts';
import { noteOfStep } from '../../functions/rooms/tape.ts';
import { MemoryStore } from '../../functions/store/memory.ts';
import { type Figure, percentile } from './figures.ts';

const policy = makePolicy({ graceSeconds: 60 });
const T = 1_795_000_000_000;
const asked = ask(
	newFacts(T),
	{ timezone: 'Europe/Berlin', agent: null, requestId: null, returnsTo: null, trace: null },
	T,
	policy,
);
const { generation } = asked;
const life = { sid: 'RM_aaaaaaaaaaaa', createdAt: T + 100, departureMs: 90_000, at: T + 100 };

/** A call with as many refreshes as one asks: each is a leave and a join. */
function* eventsOfACall(refreshes: number): Generator<Observation> {
	const seen = { kind: 'human', identity: 'human-visitor', room: life.sid } as const;
	yield { kind: 'room_started', generation, at: T + 100, life };
	for (let i = 0; i <= refreshes; i++) {
		const at = T + 1_000 * i + 200;
		yield { kind: 'joined', generation, at, life, person: { ...seen, sid: `PA_${i}`, at } };
		if (i === refreshes) return;
		yield {
			kind: 'left',
			generation,
			at: at + 900,
			life,
			person: { ...seen, sid: `PA_${i}`, at: at + 900, why: 'replaced' },
		};
	}
}

/** Read, fold, decide, prune, write, note: all that an event costs beside the store. */
function benchEvents(refreshes: number): number[] {
	const events = [...eventsOfACall(refreshes)];
	const micros: number[] = [];
	let bytes = 0;
	for (let round = 0; round < Math.ceil(20_000 / events.length); round++) {
		let stored = writeFacts(asked);
		for (const event of events) {
			const began = performance.now();
			const command = { kind: 'observe', observation: event, event: null } as const;
			const before = readFacts(stored);
			const { decision, facts } = consider(before, command, null, event.at, policy);
			if (decision === null || facts === null) throw new Error('the record is gone');
			stored = writeFacts(facts);
			const step = { at: event.at, trace: null, command, look: null, outcome: 'observed', version: 1 };
			bytes += noteOfStep({ ...step, decision, stored: before }).length;
			micros.push((performance.now() - began) * 1_000);
		}
	}
	if (bytes === 0) throw new Error('nothing was noted');
	return micros.slice(micros.length / 10);
}

/** In the middle of a call: a person and an agent. */
async function memoryOfRooms(rooms: number): Promise<number> {
	const store = new MemoryStore(() => T);
	const value = writeFacts([...eventsOfACall(1)].reduce((facts, event) => observe(facts, event) ?? facts, asked));
	const before = heapUsed();
	for (let i = 0; i < rooms; i++) {
		// A string of its own, as one that was parsed from a request.
		const own = value.replace('human-visitor', `human-${i}`);
		const options = { fence: 1, deadline: T + i, ttlMs: policy.recordTtlMs };
		await store.save(recordKey('bench', `v_${i}`), own, 0, options);
	}
	const megabytes = (heapUsed() - before) / 1e6;
	if ((await store.size()) !== rooms) throw new Error('the store has lost rooms');
	return megabytes;
}

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

function heapUsed(): number {
	collect();
	return process.memoryUsage().heapUsed;
}

export async function benchCore(): Promise<Figure[]> {
	const once = benchEvents(1);
	const often = benchEvents(50);
	return [
		{ name: 'an event: fold and decide, p50', unit: 'us', values: [percentile(once, 0.5)] },
		{ name: 'an event: fold and decide, p99', unit: 'us', values: [percentile(once, 0.99)] },
		{ name: 'the same after 50 refreshes, p50', unit: 'us', values: [percentile(often, 0.5)] },
		{ name: 'memory of 100 000 open rooms', unit: 'MB', values: [await memoryOfRooms(100_000)] },
	];
}
