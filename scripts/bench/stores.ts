/**
 * What a store adds to a token: in memory, behind the REST door on this machine, and with 20 ms to it.
 *
 * @module
 */
import { setTimeout as wait } from 'node:timers/promises';
import { createApp } from '../../functions/app.ts';
import { depsFromConfig } from '../../functions/deps-from-config.ts';
import { MemoryStore } from '../../functions/store/memory.ts';
import type { Store } from '../../functions/store/port.ts';
import { UpstashStore } from '../../functions/store/upstash/store.ts';
import { lacksRedis, startTestRedis, TOKEN } from '../redis/testing.ts';
import { type Figure, percentile } from './figures.ts';
import { config } from './tokens.ts';

const FAR_MS = 20;
const RETURNS = 300;

export async function benchStores(): Promise<Figure[]> {
	const memory = new MemoryStore(Date.now);
	const near = [await tokens('in memory', memory), await tokens('in memory, 20 ms away', far(memory), 60)];
	if (lacksRedis()) return near.flat();
	const redis = await startTestRedis();
	try {
		const { bridge } = redis;
		const upstash = new UpstashStore({ url: bridge.url, token: TOKEN, prefix: '{bench}:', now: Date.now });
		const before = bridge.roundTrips();
		const figures = await tokens('in Redis', upstash);
		const trips = (bridge.roundTrips() - before) / (RETURNS + 1);
		const counted: Figure = { name: 'round trips of a token', unit: 'x', values: [trips] };
		return [...near.flat(), ...figures, ...(await tokens('in Redis, 20 ms away', far(upstash), 60)), counted];
	} finally {
		await redis.stop();
	}
}

/** A visitor who comes again and again: the record exists. */
async function tokens(where: string, store: Store, returns = RETURNS): Promise<Figure[]> {
	const deps = depsFromConfig(config, { store, log: () => {} });
	const unlimited = { ...deps.policy.limits, perVisitor: Number.POSITIVE_INFINITY };
	const app = createApp({ ...deps, policy: { ...deps.policy, limits: unlimited } });
	const ask = (cookie: string) =>
		app.request('http://localhost/api/livekit/token', {
			method: 'POST',
			headers: { 'content-type': 'application/json', cookie },
			body: '{}',
		});
	const cookie = (await ask('')).headers.get('set-cookie')?.split(';')[0] ?? '';
	const latencies: number[] = [];
	for (let i = 0; i < returns; i++) {
		const began = performance.now();
		await (await ask(cookie)).text();
		latencies.push(performance.now() - began);
	}
	return [{ name: `token with the store ${where}, p50`, unit: 'ms', values: [percentile(latencies, 0.5)] }];
}

function far(store: Store): Store {
	const later =
		<A extends readonly unknown[], R>(method: (...args: A) => Promise<R>) =>
		async (...args: A): Promise<R> => {
			await wait(FAR_MS);
			return Reflect.apply(method, store, args);
		};
	return {
		load: later(store.load),
		list: later(store.list),
		save: later(store.save),
		append: later(store.append),
		due: later(store.due),
		deadlines: later(store.deadlines),
		size: later(store.size),
		note: later(store.note),
		notes: later(store.notes),
		count: later(store.count),
		counters: later(store.counters),
	};
}
