/**
 * Several calls, one after the other, and what they come to.
 *
 * @module
 */
import { setTimeout as wait } from 'node:timers/promises';
import { percentile } from '../../bench/figures.ts';
import type { Deployment } from '../../deployment/deployment.ts';
import { type Attempt, type AttemptOptions, attempt } from './attempt.ts';

export interface CanaryReport {
	readonly attempts: readonly Attempt[];
	/** From the click to the voice, in milliseconds, of the calls in which it was heard; null: of none. */
	readonly p50: number | null;
	readonly p95: number | null;
	/** Of all calls that were not interrupted, those in which nobody was heard; null: there was none. */
	readonly dropRate: number | null;
}

export interface CanaryOptions extends AttemptOptions {
	readonly count: number;
	/** Milliseconds between two calls: a worker has two idle processes, and needs some seconds for another one. */
	readonly pauseMs: number;
	/** A call begins: it takes seconds. */
	readonly onCall: (number: number, of: number) => void;
}

export async function sing(deployment: Deployment, options: CanaryOptions): Promise<CanaryReport> {
	const { count, pauseMs, onCall, signal } = options;
	const attempts: Attempt[] = [];
	while (attempts.length < count && !signal.aborted) {
		if (attempts.length > 0) await wait(pauseMs, undefined, { signal }).catch(() => {});
		onCall(attempts.length + 1, count);
		attempts.push(await attempt(deployment, options));
	}
	return reportOf(attempts);
}

export function reportOf(attempts: readonly Attempt[]): CanaryReport {
	const counted = attempts.filter(({ outcome }) => outcome !== 'interrupted');
	const heard = counted.flatMap(({ ms }) => ms.voice ?? []);
	return {
		attempts,
		p50: heard.length === 0 ? null : percentile(heard, 0.5),
		p95: heard.length === 0 ? null : percentile(heard, 0.95),
		dropRate: counted.length === 0 ? null : (counted.length - heard.length) / counted.length,
	};
}
