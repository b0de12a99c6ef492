/**
 * The metrics of this worker: counted where things happen, read when somebody wants to know, and written every 10 s where
 * CloudWatch reads the log.
 *
 * @module
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { PresentAgent, TurnTimes } from '../../job-notice.ts';
import type { Child } from '../children.ts';
import type { GateOutcome, Offer } from '../gate.ts';
import { type DurationName, namesOf } from './definitions.ts';
import { emfOf, type WorkerIdentity } from './emf.ts';
import { prometheusOf } from './prometheus.ts';
import { count, measure, NOTHING_MEASURED, type Readings, tell } from './registry.ts';
import { forget, measuredOf, NO_STARTS, offered, roomAge } from './starts.ts';

export interface Metrics {
	/** Runs an offer past the gate. */
	offer(offer: Offer, answer: Promise<GateOutcome>): Promise<GateOutcome>;
	/** An accepted job got no process. `reason` is a word of ours. */
	dropped(reason: string): void;
	/** A call was cut. `cause` is a word of ours. */
	cut(cause: string): void;
	protectionFailed(type: string): void;
	/** A process of jobs, from its fork on. */
	watch(child: Pick<Child, 'listen'>): void;
	prometheus(): string;
	/** What has happened in the last seconds is written. */
	close(): void;
}

export interface MetricsOptions {
	readonly who: WorkerIdentity;
	readonly read: () => Omit<Readings, 'eventLoopDelay'>;
	/** Milliseconds of a clock that only goes on. */
	readonly now: () => number;
	readonly wallClock: () => number;
	/** Takes a line of EMF; null: nobody does. */
	readonly write: ((line: string) => void) | null;
	readonly everyMs?: number;
}

const EVERY_MS = 10_000;

export function makeMetrics({ who, read, now, wallClock, write, everyMs = EVERY_MS }: MetricsOptions): Metrics {
	let registry = NOTHING_MEASURED;
	let starts = NO_STARTS;
	const measured = (name: DurationName, seconds: number) => {
		registry = measure(registry, name, seconds);
	};
	const loop = monitorEventLoopDelay({ resolution: 10 });
	loop.enable();
	/** Of the last whole interval. */
	let eventLoopDelay: number | null = null;
	const readings = (): Readings => ({ ...read(), eventLoopDelay });
	function writeOnce(): void {
		write?.(`${JSON.stringify(emfOf(registry, readings(), who, wallClock()))}\n`);
		registry = tell(registry);
	}
	const timer = setInterval(() => {
		eventLoopDelay = loop.percentile(99) / 1e9;
		loop.reset();
		writeOnce();
	}, everyMs);
	timer.unref();

	function present(agent: PresentAgent): void {
		for (const [name, seconds] of measuredOf(starts, agent, now())) measured(name, seconds);
		starts = forget(starts, agent.jobId);
	}
	function timed(times: TurnTimes): void {
		for (const name of namesOf(times)) {
			const seconds = times[name];
			if (seconds !== undefined) measured(name, seconds);
		}
	}
	return {
		async offer({ id, room }, answer) {
			const start = { offeredAt: now(), roomAgeMs: roomAge(room?.creationTimeMs, wallClock()) };
			const outcome = await answer;
			registry = count(registry, 'offers', outcome);
			if (outcome === 'accepted') starts = offered(starts, id, start);
			return outcome;
		},
		dropped(reason) {
			registry = count(registry, 'dropped', reason);
		},
		cut(cause) {
			registry = count(registry, 'interrupted', cause);
		},
		protectionFailed(type) {
			registry = count(registry, 'protectionErrors', type);
		},
		watch(child) {
			const forkedAt = now();
			let isWarm = false;
			child.listen((word) => {
				if (!isWarm) measured('processInit', (now() - forkedAt) / 1000);
				isWarm = true;
				if (word.word === 'present') present(word.agent);
				if (word.word === 'timed') timed(word.times);
			});
		},
		prometheus: () => prometheusOf(registry, readings(), who),
		close() {
			clearInterval(timer);
			writeOnce();
			loop.disable();
		},
	};
}
