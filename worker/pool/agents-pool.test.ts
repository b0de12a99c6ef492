import { expect, test, vi } from 'vitest';
import { type AgentsPool, type Launches, watchLaunches } from './agents-pool.ts';

/** agents' pool with its queue, of which processes come one at a time. */
function poolOf() {
	const told: string[] = [];
	let wake = () => {};
	const items: AgentsPool['warmedProcQueue']['items'] = [];
	const queue = {
		items,
		async get() {
			while (items.length === 0) {
				await new Promise<void>((resolve) => {
					wake = resolve;
				});
			}
			const [next] = items.splice(0, 1);
			if (next === undefined) throw new Error('an empty queue');
			return next;
		},
	};
	const pool: AgentsPool = {
		...{ executors: [], warmedProcQueue: queue, controller: new AbortController(), closed: false },
		async launchJob({ job }) {
			expect(this).toBe(pool);
			await queue.get();
			told.push(`launch ${job.id}`);
			if (job.id === 'fails') throw new Error('no process');
		},
	};
	return {
		...{ pool, told },
		/** A process is warm. */
		warm() {
			items.push({ proc: {}, unlock() {} });
			wake();
		},
		/** The one that is next dies. */
		die: () => void items.shift(),
		launch: (id: string) => pool.launchJob({ job: { id, room: { name: `room of ${id}` } } }),
		watch(isClosed: Launches['isClosed']) {
			const tell = (what: string) => (jobId: string) => void told.push(`${what} ${jobId}`);
			watchLaunches(pool, {
				...{ assigned: tell('assigned'), dropped: tell('dropped'), launched: tell('launched') },
				isClosed,
			});
		},
	};
}

test('a job that was assigned is known until a process has it, or none could take it', async () => {
	const { told, warm, watch, launch } = poolOf();
	const isClosed = vi.fn(async () => true);
	watch(isClosed);
	warm();
	warm();
	await launch('a');
	await expect(launch('fails')).rejects.toThrow('no process');
	expect(told).toEqual(['assigned a', 'launch a', 'launched a', 'assigned fails', 'launch fails', 'launched fails']);
	expect(isClosed).not.toHaveBeenCalled();
});

test('jobs that wait get the next process in their order, and those whose rooms have closed get none', async () => {
	const { told, warm, watch, launch } = poolOf();
	watch(async (room) => room === 'room of given up');
	const launching = Promise.all([launch('a'), launch('given up'), launch('b'), launch('c')]);
	await vi.waitFor(() => expect(told).toHaveLength(4));
	told.length = 0;
	warm();
	await vi.waitFor(() => expect(told).toEqual(['launch a', 'launched a']));
	warm();
	await vi.waitFor(() =>
		expect(told.slice(2)).toEqual(['dropped given up', 'launched given up', 'launch b', 'launched b']),
	);
	warm();
	await launching;
	expect(told.slice(6)).toEqual(['launch c', 'launched c']);
});

test('a process that dies while a job of it is asked about is not the one that gets it', async () => {
	const { told, warm, die, watch, launch } = poolOf();
	let answer = (_: boolean) => {};
	const isClosed = vi.fn(
		() =>
			new Promise<boolean>((resolve) => {
				answer = resolve;
			}),
	);
	watch(isClosed);
	const launching = launch('a');
	warm();
	await vi.waitFor(() => expect(isClosed).toHaveBeenCalledOnce());
	die();
	answer(false);
	await new Promise(setImmediate);
	expect(told).toEqual(['assigned a']);
	warm();
	await vi.waitFor(() => expect(isClosed).toHaveBeenCalledTimes(2));
	answer(false);
	await launching;
	expect(told).toEqual(['assigned a', 'launch a', 'launched a']);
});

test('who fails does not hold up the next one', async () => {
	const { told, warm, watch, launch } = poolOf();
	watch(async () => false);
	const failing = expect(launch('fails')).rejects.toThrow('no process');
	const next = launch('b');
	warm();
	await failing;
	warm();
	await next;
	expect(told.slice(2)).toEqual(['launch fails', 'launched fails', 'launch b', 'launched b']);
});
