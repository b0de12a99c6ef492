/**
 * Admission control, put together: the gate with its slots and protection, the load that follows from them, and the metrics that
 * tell of them.
 *
 * @module
 */
import type { Listens } from '../../functions/protocol/call.ts';
import type { WorkerConfig } from '../config.ts';
import type { Log } from '../log.ts';
import { type Gate, makeGate } from './gate.ts';
import { loadOf } from './load.ts';
import type { EcsTask } from './metrics/ecs-task.ts';
import { type Metrics, makeMetrics } from './metrics/metrics.ts';
import { makeEcsAgent } from './protection/ecs-agent.ts';
import { NO_PROTECTION, protectTask } from './protection/protection.ts';
import { minutesFor } from './protection/state.ts';

export interface AdmissionOptions {
	readonly config: WorkerConfig;
	/** This process and its task, in metrics. */
	readonly worker: string;
	readonly task: EcsTask;
	readonly listens: Listens;
	readonly isStopping: () => boolean;
	readonly isCordoned: () => boolean;
	/** Jobs that have a process. */
	readonly served: () => ReadonlySet<string>;
	/** Free slots of all workers, as the API said last; null: it does not say. */
	readonly poolFree: () => number | null;
	/** Milliseconds of a clock that only goes on. */
	readonly now: () => number;
	readonly log: Log;
	/** Takes a line of metrics. */
	readonly write: (line: string) => void;
}

export interface AdmissionControl extends Gate {
	/** To be reported to LiveKit. */
	load(): number;
	readonly metrics: Metrics;
	close(): void;
}

export function makeAdmission(options: AdmissionOptions): AdmissionControl {
	const { config, worker, task, isStopping, isCordoned, poolFree, now, log, write } = options;
	const { slots, stage, pool, release } = config;
	const { agentUri } = config.ecs;
	const isOpen = () => !isStopping() && !isCordoned();
	const protection =
		agentUri === undefined
			? NO_PROTECTION
			: protectTask({
					agent: makeEcsAgent(agentUri),
					minutes: minutesFor(config.callMaxSeconds),
					isBusy: () => gate.taken() > 0,
					onFailure: (type) => metrics.protectionFailed(type),
					...{ now, log },
				});
	const gate = makeGate({ ...options, stage, slots, protection });
	const load = () => loadOf({ open: isOpen(), slots, taken: gate.taken() });
	const metrics = makeMetrics({
		who: { stage, pool, release, worker, ...task },
		read: () => ({
			active: gate.taken(),
			limit: isOpen() ? slots : 0,
			utilization: gate.taken() / slots,
			poolFree: poolFree(),
			load: load(),
			draining: Number(isStopping()),
			cordoned: Number(isCordoned()),
			protected: Number(protection.look() === 'held'),
		}),
		now,
		wallClock: Date.now,
		write: config.metrics === 'emf' ? write : null,
	});
	return {
		...{ ...gate, load, metrics },
		answer: (offer) => metrics.offer(offer, gate.answer(offer)),
		close() {
			protection.close();
			metrics.close();
		},
	};
}
