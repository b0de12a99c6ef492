/**
 * The API's instance: runs the doors on ports that take virtual time. It may be frozen in the middle of a request, or die,
 * and what it had asked the store and LiveKit for is done nevertheless.
 *
 * @module
 */
import type { Deps } from '../../functions/deps.ts';
import { Problem } from '../../functions/problem.ts';
import { StoreUnavailable } from '../../functions/store/port.ts';
import { makeProcess, type Process } from '../process.ts';
import type { Recorder } from '../trace.ts';
import type { Reply } from './network.ts';

/** A door of the API for one request. */
export type Handler<T> = (deps: Deps) => Promise<T>;

export interface ApiOptions {
	/** The ports of one request, which end with its process. */
	readonly depsFor: (task: Process) => Deps;
	readonly record: Recorder;
}

export interface Api {
	isUp(): boolean;
	handle<T>(label: string, handler: Handler<T>, answer: (reply: Reply<T> | 'reset') => void): void;
	/** All that is under way is lost, and its callers are told. */
	crash(): void;
	comesUp(): void;
	freeze(): void;
	goOn(): void;
	/** Those under way. */
	tasks(): readonly Process[];
}

export function makeApi({ depsFor, record }: ApiOptions): Api {
	let isUp = true;
	let isFrozen = false;
	const tasks = new Map<Process, () => void>();

	function handle<T>(label: string, handler: Handler<T>, answer: (reply: Reply<T> | 'reset') => void): void {
		if (!isUp) {
			answer('reset');
			return;
		}
		const task = makeProcess(label);
		tasks.set(task, () => answer('reset'));
		if (isFrozen) task.freeze();
		const end = (reply: Reply<T>) => {
			if (tasks.delete(task)) answer(reply);
		};
		task.act('begins', () => {
			handler(depsFor(task)).then(
				(body) => task.act('ends', () => end({ outcome: 'ok', body })),
				(error: unknown) => task.act('fails', () => end(replyTo(error, label))),
			);
		});
	}

	/** As `app.ts` answers what a route throws. */
	function replyTo(error: unknown, label: string): Reply<never> {
		if (error instanceof Problem) {
			const { code, status, retryAfterMs = null } = error;
			return { outcome: 'refused', code, status, retryAfterMs };
		}
		if (error instanceof StoreUnavailable)
			return { outcome: 'refused', code: 'store_unavailable', status: 503, retryAfterMs: null };
		record({ kind: 'threw', door: label, error: error instanceof Error ? (error.stack ?? error.message) : 'unknown' });
		return { outcome: 'refused', code: 'internal_error', status: 500, retryAfterMs: null };
	}

	return {
		isUp: () => isUp,
		handle,
		crash() {
			isUp = false;
			isFrozen = false;
			const lost = [...tasks];
			tasks.clear();
			for (const [task, reset] of lost) {
				task.die();
				reset();
			}
		},
		comesUp() {
			isUp = true;
		},
		freeze() {
			isFrozen = true;
			for (const task of tasks.keys()) task.freeze();
		},
		goOn() {
			isFrozen = false;
			for (const task of [...tasks.keys()]) task.goOn();
		},
		tasks: () => [...tasks.keys()],
	};
}
