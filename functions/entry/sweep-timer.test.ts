import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { strange } from '../operations/testing.ts';
import { humanIn, makeTestApi } from '../testing.ts';
import { startSweepTimer } from './sweep-timer.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

async function waiting() {
	const api = makeTestApi();
	const { room_name: room } = await api.visitor().token();
	await api.comes(room, humanIn(room));
	api.store.asked.length = 0;
	return { api, room };
}

/** The timer over an API in which somebody waits for an agent, or over an empty one. */
async function running(isEmpty = false) {
	const { api, room } = isEmpty ? { api: makeTestApi(), room: '' } : await waiting();
	const stop = startSweepTimer(api.deps);
	const passes = async (ms: number) => {
		for (let left = ms; left > 0; left -= 1_000) {
			const step = Math.min(left, 1_000);
			api.pass(step);
			await vi.advanceTimersByTimeAsync(step);
		}
	};
	const asked = (method: string) => api.store.asked.filter((one) => one === method).length;
	const listings = () => api.logged.filter(({ event }) => event === 'listed').length;
	return { ...api, room, stop, passes, asked, listings };
}

describe('the timer of one machine', () => {
	it('does each second what is due', async () => {
		const { passes, asked, server, room, stop } = await running();
		await passes(9_999);
		expect(server.did).toEqual([]);
		expect(asked('due')).toBe(9);
		await passes(1_001);
		expect(server.did).toEqual([`dispatch greenroom-test ${room}`]);
		stop();
	});

	it('lists all rooms at once, and every five minutes', async () => {
		const { passes, server, listings, deps, stop } = await running();
		server.comes(strange(1), humanIn(strange(1)));
		await passes(1_000);
		expect(listings()).toBe(1);
		expect(await deps.store.counters()).toMatchObject({ adopted: 1 });
		await passes(299_000);
		expect(listings()).toBe(1);
		await passes(61_000);
		expect(listings()).toBe(2);
		stop();
	});

	it('leaves the listing to a worker that has it', async () => {
		const { passes, pool, listings, stop } = await running();
		await pool();
		expect(listings()).toBe(1);
		await passes(120_000);
		expect(listings()).toBe(1);
		stop();
	});

	it('asks once a minute whose turn the listing is', async () => {
		const { passes, asked, stop } = await running(true);
		await passes(60_000);
		const loads = asked('load');
		await passes(180_000);
		expect(asked('load') - loads).toBe(3);
		stop();
	});

	it('waits for a turn that takes long', async () => {
		const { passes, store, asked, stop } = await running();
		const answers: (() => void)[] = [];
		store.before((method) => method === 'due' && new Promise<void>((resolve) => answers.push(resolve)));
		await passes(5_000);
		expect(asked('due')).toBe(1);
		store.before(() => undefined);
		for (const answer of answers) answer();
		await passes(1_000);
		expect(asked('due')).toBeGreaterThan(1);
		stop();
	});

	it('goes on when the store does not answer', async () => {
		const { passes, store, server, logged, stop } = await running();
		store.fails();
		await passes(15_000);
		expect(logged.filter(({ event }) => event === 'sweep_failed').length).toBe(15);
		store.fails(false);
		await passes(1_000);
		expect(server.did).toHaveLength(1);
		stop();
	});

	it('does nothing any more when it is stopped', async () => {
		const { passes, asked, stop } = await running();
		stop();
		await passes(60_000);
		expect(asked('due')).toBe(0);
	});
});
