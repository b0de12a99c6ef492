/**
 * What a sweep costs, by how many rooms are open: work grows with what is due, and with nothing else.
 *
 * @module
 */
import { recordKey, writeFacts } from '../../functions/conversations/record.ts';
import type { Deps } from '../../functions/deps.ts';
import { depsFromConfig } from '../../functions/deps-from-config.ts';
import type { Listing, LiveKit } from '../../functions/livekit/index.ts';
import { listAll } from '../../functions/operations/listing.ts';
import { sweep } from '../../functions/operations/sweep.ts';
import { formatRoomName } from '../../functions/protocol/names.ts';
import { perform } from '../../functions/rooms/commands.ts';
import type { Facts } from '../../functions/rooms/facts.ts';
import { makePolicy } from '../../functions/rooms/policy.ts';
import { MemoryStore } from '../../functions/store/memory.ts';
import type { Store } from '../../functions/store/port.ts';
import { UpstashStore } from '../../functions/store/upstash/store.ts';
import { lacksRedis, startTestRedis, TOKEN } from '../redis/testing.ts';
import type { Figure } from './figures.ts';
import { config } from './tokens.ts';

const DUE = 100;
const ROUNDS = 5;
/** Saves that are under way at once while rooms are made. */
const AT_ONCE = 100;
const NEVER_MS = 3_600_000;

const policy = makePolicy({ graceSeconds: 60 });
const T = Date.now();
const room = { sid: 'RM_bench', createdAt: T, departureMs: 90_000 };

/** Somebody talks with an agent. */
function openCall(): Facts {
	const nothing = { timezone: null, agent: null, requestId: null, returnsTo: null, trace: null };
	const { facts: asked } = perform({ kind: 'ask', ...nothing }, null, T, policy);
	const generation = asked?.generation ?? 0;
	const { facts } = perform({ kind: 'claim', generation, jobId: 'AJ_bench' }, asked, T, policy);
	if (facts === null) throw new Error('there is no call');
	return facts;
}

const facts = openCall();
const present: Listing = {
	outcome: 'present',
	room,
	people: [
		{ sid: 'PA_human', identity: 'human-bench', kind: 'human' },
		{ sid: 'PA_agent', identity: 'agent-AJ_bench', kind: 'agent' },
	],
};

const names = (rooms: number) =>
	Array.from({ length: rooms }, (_, i) =>
		formatRoomName({ stage: config.stage, conversation: `v_bench_${i}`, generation: facts.generation }),
	);

/** Everybody is where they should be. */
const livekitWith = (rooms: number): Partial<LiveKit> => ({
	lookUp: async () => present,
	lookUpAll: async (asked) => new Map(asked.map((name) => [name, present])),
	listRooms: async () => names(rooms).map((name) => ({ name, sid: room.sid, createdAt: T })),
});

async function fill(store: Store, rooms: number): Promise<void> {
	const value = writeFacts(facts);
	for (let from = 0; from < rooms; from += AT_ONCE) {
		const some = Array.from({ length: Math.min(AT_ONCE, rooms - from) }, (_, i) => from + i);
		await Promise.all(some.map((i) => saveOne(store, i, value, T + NEVER_MS + i)));
	}
}

const saveOne = (store: Store, i: number, value: string, deadline: number, version = 0) =>
	store.save(recordKey(config.stage, `v_bench_${i}`), value, version, {
		fence: 1,
		deadline,
		ttlMs: policy.recordTtlMs,
	});

/** One after the other are due, spread over all of them. */
async function makeDue(store: Store, rooms: number): Promise<void> {
	for (let i = 0; i < DUE; i++) {
		const one = Math.floor((i * rooms) / DUE);
		const key = recordKey(config.stage, `v_bench_${one}`);
		const { value, version } = await store.load(key, { last: 0 });
		await saveOne(store, one, value ?? '', Date.now() - 1, version);
	}
}

async function benchOf(where: string, store: Store, rooms: number): Promise<Figure> {
	const deps: Deps = depsFromConfig(config, { store, log: () => {} });
	const benched = { ...deps, livekit: { ...deps.livekit, ...livekitWith(rooms) } };
	await fill(store, rooms);
	const values: number[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		await makeDue(store, rooms);
		const began = performance.now();
		const swept = await sweep(benched, { limit: DUE, until: Date.now() });
		values.push(performance.now() - began);
		if (swept.length !== DUE) throw new Error(`${swept.length} of ${DUE} were swept`);
	}
	return { name: `${DUE} due of ${rooms} open rooms, ${where}`, unit: 'ms', values };
}

async function benchListing(rooms: number): Promise<Figure> {
	const store = new MemoryStore(Date.now);
	await fill(store, rooms);
	const deps = depsFromConfig(config, { store, log: () => {} });
	const benched = { ...deps, livekit: { ...deps.livekit, ...livekitWith(rooms) } };
	const began = performance.now();
	const { after } = await listAll(benched, { after: null, withinMs: 600_000, act: async () => undefined });
	if (after !== null) throw new Error('the listing has not come to its end');
	return { name: `full listing of ${rooms} rooms, in memory`, unit: 'ms', values: [performance.now() - began] };
}

export async function benchSweeps(): Promise<Figure[]> {
	const figures: Figure[] = [];
	for (const rooms of [100, 10_000, 100_000])
		figures.push(await benchOf('in memory', new MemoryStore(Date.now), rooms));
	figures.push(await benchListing(10_000));
	if (lacksRedis()) return figures;
	const redis = await startTestRedis();
	try {
		for (const rooms of [100, 10_000, 100_000]) {
			await redis.clear();
			const access = { url: redis.bridge.url, token: TOKEN, attemptMs: 30_000 };
			figures.push(
				await benchOf('in Redis', new UpstashStore({ ...access, prefix: '{bench}:', now: Date.now }), rooms),
			);
		}
		return figures;
	} finally {
		await redis.stop();
	}
}
