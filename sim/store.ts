/**
 * The real memory store at a distance: a request takes its time, may not arrive, may arrive after its caller has given up,
 * and may be done although its reply is lost.
 *
 * @module
 */
import { MemoryStore } from '../functions/store/memory.ts';
import { type SaveOptions, type Store, StoreUnavailable } from '../functions/store/port.ts';
import type { Clock } from './clock/clock.ts';
import type { Process, Word } from './process.ts';
import type { Random } from './random.ts';
import type { Recorder } from './trace.ts';

const WAY_MS = [1, 12] as const;
/** Its caller gives up. */
const PATIENCE_MS = 2_000;
const LATE_MS = [2_100, 6_000] as const;

/** What happens to a request now. `late`: it is done after its caller has given up. */
export type StoreFate = 'ok' | 'not_done' | 'not_answered' | 'late';

export interface StoreOptions {
	/** How many times as long as usual requests take. */
	readonly slowness: number;
	readonly clock: Clock;
	readonly random: Random;
	readonly record: Recorder;
	readonly fate: () => StoreFate;
}

/**
 * Others can see what it does. When it was that somebody read does not matter: who has read too early has to read again
 * before they save.
 */
const isDecisive = (method: keyof Store): boolean => method === 'save' || method === 'append' || method === 'due';

export type StoreModel = ReturnType<typeof makeStoreModel>;

export function makeStoreModel({ clock, random, record, fate, slowness }: StoreOptions) {
	let memory = new MemoryStore(clock.now);
	const way = () => random.between(...WAY_MS) * slowness;

	function noteDone(method: keyof Store, args: readonly unknown[], result: unknown): void {
		const [key, second] = args;
		if (method === 'save' && result === 'saved') {
			const { deadline, fence, note = null } = args[3] as SaveOptions;
			record({ kind: 'saved', key: String(key), value: String(second), deadline, fence, note });
		}
		if (method === 'append') {
			const ids = (second as readonly { readonly id: string }[]).map(({ id }) => id);
			record({ kind: 'appended', key: String(key), ids, epoch: Number(args[2]), outcome: String(result) });
		}
		if (method === 'due') {
			const { leaseMs } = key as { readonly leaseMs: number };
			for (const leased of result as readonly string[])
				record({ kind: 'leased', key: leased, until: clock.now() + leaseMs });
		}
	}

	const through =
		<M extends keyof Store>(task: Process, method: M) =>
		(...args: Parameters<Store[M]>): Promise<Awaited<ReturnType<Store[M]>>> =>
			new Promise((resolve, reject) => {
				const [first] = args;
				const what = `${method} ${typeof first === 'string' ? first : ''}`;
				task.act(`store: ${what}`, () => {
					let isOver = false;
					const end = (how: Word, settle: () => void) => {
						if (isOver) return;
						isOver = true;
						callOff();
						task.act(how, settle);
					};
					const callOff = clock.after(PATIENCE_MS, () => {
						record({ kind: 'trouble', by: 'store', until: clock.now() });
						end('no answer', () => reject(new StoreUnavailable()));
					});
					const befalls = fate();
					if (befalls === 'not_done') return;
					const label = `${task.name}: ${what}`;
					clock.send({
						label,
						ms: befalls === 'late' ? random.between(...LATE_MS) : way(),
						follows: !isDecisive(method),
						isAsked: isDecisive(method),
						deliver: () => {
							const done: Promise<unknown> = Reflect.apply(memory[method], memory, args);
							void done.then((result) => {
								noteDone(method, args, result);
								if (befalls === 'not_answered') return;
								clock.send({
									label: `${label}, answered`,
									ms: way(),
									canBeLost: true,
									follows: true,
									deliver: () =>
										end(
											() => JSON.stringify(result),
											() => resolve(result as Awaited<ReturnType<Store[M]>>),
										),
								});
							});
						},
					});
				});
			});

	return {
		for: (task: Process): Store => ({
			load: through(task, 'load'),
			list: through(task, 'list'),
			save: through(task, 'save'),
			append: through(task, 'append'),
			due: through(task, 'due'),
			deadlines: through(task, 'deadlines'),
			size: through(task, 'size'),
			note: through(task, 'note'),
			notes: through(task, 'notes'),
			count: through(task, 'count'),
			counters: through(task, 'counters'),
		}),
		/** As it is, without a way to it. */
		memory: () => memory,
		losesEverything(): void {
			memory = new MemoryStore(clock.now);
			record({ kind: 'store_lost' });
		},
	};
}
